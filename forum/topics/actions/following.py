"""Bringing topics along when their channel becomes part of another one."""

from sqlalchemy import delete, select, update

from forum.kernel.db import db
from forum.kernel.unit import action
from forum.topics.models import ChannelTag, Topic
from forum.topics.queries import EDIT, POST
from forum.uploads import actions as uploads
from forum.uploads.models import UploadUse

AT_ONCE = 500


@action
def follow_channel(from_id: int, into_id: int) -> None:
    """Move all topics with their pictures. The channels have moved their counters themselves.

    The rules about tags are those of the channel that stays; messages are a topic there.
    """
    moved = (
        update(Topic)
        .where(Topic.channel_id == from_id)
        .values(channel_id=into_id, standing_since=None)
    )
    db.session.execute(moved.execution_options(synchronize_session="fetch"))
    db.session.execute(delete(ChannelTag).where(ChannelTag.channel_id == from_id))
    for kind in (POST, EDIT):
        _move_pictures(kind, from_id, into_id)


def _move_pictures(kind: str, from_id: int, into_id: int) -> None:
    behind = select(UploadUse.source_id).where(
        UploadUse.source_kind == kind, UploadUse.door == "channel", UploadUse.door_id == from_id
    )
    ids = sorted(set(db.session.scalars(behind)))
    for start in range(0, len(ids), AT_ONCE):
        uploads.move(kind, ids[start : start + AT_ONCE], door="channel", door_id=into_id)
