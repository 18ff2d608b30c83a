"""Finding topics. What the viewer may not know of is not found."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import Viewer
from forum.channels import policy as channels
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.topics import policy
from forum.topics.models import State, Topic, TopicTag

RELATED = 4
# How many of the newest topics of the same tags are looked at.
RELATED_AMONG = 80


def visible_topic(viewer: Viewer, topic_id: int) -> Topic:
    """The topic with its channel and author. Raises NotFound."""
    found = db.session.scalar(_open_to(viewer).where(Topic.id == topic_id))
    if found is None:
        raise NotFound
    return found


def merged_into(viewer: Viewer, topic_id: int) -> Topic:
    """The topic that took in the one with this id, however often. Raises NotFound."""
    seen = set()
    target: int | None = topic_id
    while target is not None and target not in seen:
        seen.add(target)
        topic_id = target
        target = db.session.scalar(select(Topic.merged_into_id).where(Topic.id == topic_id))
    if len(seen) == 1:
        raise NotFound
    return visible_topic(viewer, topic_id)


def related(viewer: Viewer, topic: Topic, *, tags: Collection[int]) -> Sequence[Topic]:
    """A few other topics of the same tags, or of the same channel when there are no tags."""
    query = (
        select(Topic)
        .join(Topic.channel)
        .where(channels.readable_by(viewer), Topic.state == State.PUBLISHED, Topic.id != topic.id)
        .limit(RELATED)
    )
    if not tags:
        query = query.where(Topic.channel_id == topic.channel_id).order_by(Topic.bumped_at.desc())
        return db.session.scalars(query).all()
    newest = (
        select(TopicTag.topic_id)
        .where(TopicTag.tag_id.in_(tags))
        .order_by(TopicTag.topic_id.desc())
        .limit(RELATED_AMONG)
        .subquery()
    )
    alike = select(newest.c.topic_id, func.count().label("shared")).group_by(newest.c.topic_id)
    score = alike.subquery()
    query = query.join(score, score.c.topic_id == Topic.id)
    return db.session.scalars(query.order_by(score.c.shared.desc(), Topic.bumped_at.desc())).all()


def _open_to(viewer: Viewer) -> Select[Topic]:
    return (
        select(Topic)
        .join(Topic.channel)
        .where(policy.topics_visible_to(viewer))
        .options(contains_eager(Topic.channel), joinedload(Topic.author))
    )
