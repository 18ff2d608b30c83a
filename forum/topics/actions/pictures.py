"""Behind which door the pictures of a post lie: as long as a text is hidden, so are they."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.kernel.db import db
from forum.topics.models import HeldEdit, Post, State, Topic
from forum.topics.queries import EDIT, POST
from forum.uploads import actions as uploads
from forum.uploads.models import UploadUse


def place(post: Post, public_ids: Collection[str]) -> None:
    """Say which pictures the post shows."""
    door, door_id = _door_of(post)
    uploads.place(POST, post.id, public_ids, door=door, door_id=door_id)


def place_change(held: HeldEdit, public_ids: Collection[str]) -> None:
    """Say which pictures a change shows; while it waits, only its author and staff see them."""
    uploads.place(EDIT, held.id, public_ids, door=EDIT, door_id=held.id)


def settle(post: Post) -> None:
    """Choose the door anew, because the post has come out, or is hidden now."""
    if "/uploads/" in post.html:
        door, door_id = _door_of(post)
        uploads.move(POST, [post.id], door=door, door_id=door_id)


def settle_all(topic: Topic) -> None:
    """Choose the doors of all posts of the topic anew."""
    db.session.flush()
    showing = (
        select(Post)
        .join(UploadUse, UploadUse.source_id == Post.id)
        .where(UploadUse.source_kind == POST, Post.topic_id == topic.id)
        .options(joinedload(Post.topic))
    )
    for post in db.session.scalars(showing).unique():
        settle(post)


def _door_of(post: Post) -> tuple[str, int]:
    """A post that all readers of the channel see has the channel's door, any other its own."""
    if post.state == State.PUBLISHED and post.topic.is_published:
        return "channel", post.topic.channel_id
    return POST, post.id
