"""Finding topics. What the viewer may not know of is not found."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import Viewer
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.direct import Copies, Direct
from forum.kernel.policy import NotFound
from forum.kernel.prepared import Prepared, values
from forum.members import queries as members
from forum.topics import policy
from forum.topics.models import State, Topic, TopicTag
from forum.topics.queries.people import PEOPLE

RELATED = 4
# How many of the newest topics of the same tags are looked at.
RELATED_AMONG = 80


@dataclass(frozen=True)
class Related:
    """Another topic, as it is named beside this one."""

    id: int
    slug: str
    title: str
    reply_count: int
    is_answered: bool


def visible_topic(viewer: Viewer, topic_id: int) -> Topic:
    """The topic with its channel and author. Raises NotFound."""
    found = db.session.scalar(_OPEN.of(viewer), values(viewer, topic_id=topic_id))
    if found is None:
        raise NotFound
    return found


def shown_topic(viewer: Viewer, topic_id: int) -> Topic:
    """The same as a copy, to be looked at. Raises NotFound."""
    row = _SHOWN.of(viewer).row(**values(viewer, topic_id=topic_id))
    if row is None:
        raise NotFound
    channel = _CHANNELS.make(row[_TOPICS.width : -PEOPLE.width])
    return _TOPICS.make(
        row[: _TOPICS.width], channel=channel, author=PEOPLE.make(row[-PEOPLE.width :])
    )


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


def related(viewer: Viewer, topic: Topic, *, tags: Collection[int]) -> tuple[Related, ...]:
    """A few other topics of the same tags, or of the same channel when there are no tags."""
    among = {"tags": list(tags)} if tags else {"channel_id": topic.channel_id}
    given = values(viewer, topic_id=topic.id, **among)
    return tuple(Related(*row) for row in (_ALIKE if tags else _BESIDE).of(viewer).rows(**given))


def _others(viewer: Viewer) -> Select[int, str, str, int, bool]:
    here = Topic.state == State.PUBLISHED, Topic.id != bindparam("topic_id")
    shown = Topic.id, Topic.slug, Topic.title, Topic.reply_count, Topic.answer_id.is_not(None)
    unfolded = members.not_by_blocked(viewer, Topic.author_id)
    query = select(*shown).join(Topic.channel).where(channels.readable_by(viewer), unfolded, *here)
    return query.limit(RELATED)


def _beside(viewer: Viewer) -> Direct:
    query = _others(viewer).where(Topic.channel_id == bindparam("channel_id"))
    return Direct(query.order_by(Topic.bumped_at.desc()))


def _alike(viewer: Viewer) -> Direct:
    newest = (
        select(TopicTag.topic_id)
        .where(TopicTag.tag_id.in_(bindparam("tags", expanding=True)))
        .order_by(TopicTag.topic_id.desc())
        .limit(RELATED_AMONG)
        .subquery()
    )
    shared = select(newest.c.topic_id, func.count().label("shared")).group_by(newest.c.topic_id)
    score = shared.subquery()
    query = _others(viewer).join(score, score.c.topic_id == Topic.id)
    return Direct(query.order_by(score.c.shared.desc(), Topic.bumped_at.desc()))


def _open_to(viewer: Viewer) -> Select[Topic]:
    return (
        select(Topic)
        .join(Topic.channel)
        .where(policy.topics_visible_to(viewer))
        .options(contains_eager(Topic.channel), joinedload(Topic.author))
    )


def _open(viewer: Viewer) -> Select[Topic]:
    return _open_to(viewer).where(Topic.id == bindparam("topic_id"))


def _shown(viewer: Viewer) -> Direct:
    columns = *_TOPICS.columns, *_CHANNELS.columns, *PEOPLE.columns
    query = select(*columns).join(Topic.channel).join(Topic.author)
    here = Topic.id == bindparam("topic_id"), policy.topics_visible_to(viewer)
    return Direct(query.where(*here))


_TOPICS, _CHANNELS = Copies(Topic), Copies(Channel)
_OPEN, _SHOWN = Prepared(_open), Prepared(_shown)
_ALIKE, _BESIDE = Prepared(_alike), Prepared(_beside)
