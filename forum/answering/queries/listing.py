"""Reading what waits: for the team's list, and for the review queue."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, tuple_
from sqlalchemy.orm import joinedload

from forum.accounts.models import User, Viewer
from forum.answering.models import AnswerState, Kind, TopicAnswering
from forum.answering.queries.standing import STAFF
from forum.channels import policy as channels
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at, decode
from forum.topics.models import Post, State, Topic

# Nobody is called for a topic that is older than this, unless its time was over only just now:
# on a site that begins with protocols, or that was down, the queue stays one that people can work.
RECENT = timedelta(days=14)
JUST_NOW = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """A topic with what is known of its answer."""

    row: TopicAnswering

    @property
    def id(self) -> int:
        """The number of the topic."""
        return self.row.topic_id

    @property
    def topic(self) -> Topic:
        """The topic, with its channel and its author."""
        return self.row.topic


def waiting_by_ids(topic_ids: Collection[int]) -> Mapping[int, Waiting]:
    """These topics, by number; who asks may see them."""
    query = with_topics().where(TopicAnswering.topic_id.in_(topic_ids))
    return {row.topic_id: Waiting(row) for row in db.session.scalars(query)}


def topics_looked_after_by(viewer: Viewer) -> Select[int]:
    """The ids of all topics in channels that the viewer looks after."""
    query = select(Topic.id).join(Topic.channel)
    return query.where(channels.looked_after_by(viewer))


def with_topics() -> Select[Any]:
    """Rows with topics, channels and authors, in one question."""
    topic = joinedload(TopicAnswering.topic)
    return select(TopicAnswering).options(
        topic.joinedload(Topic.channel), topic.joinedload(Topic.author)
    )


@dataclass(frozen=True)
class Wanted:
    """Which of those that wait are asked for; nothing: all of them."""

    kind: Kind | None = None
    channel_id: int | None = None
    state: AnswerState | None = None
    # Those of no kind, which are owed nothing yet.
    is_unsorted: bool = False
    # Those that are late and too old for anybody to be called.
    is_long: bool = False


def waiting(wanted: Wanted, after: str | None) -> Page[Waiting]:
    """What waits, the soonest due first; of no kind, the newest first."""
    query = _wanted(with_topics().join(Topic, Topic.id == TopicAnswering.topic_id), wanted)
    cursor = decode(after)
    if wanted.is_unsorted:
        query = query.order_by(TopicAnswering.topic_id.desc())
        if cursor is not None:
            query = query.where(TopicAnswering.topic_id < cursor.id)
    else:
        query = query.order_by(TopicAnswering.due_at, TopicAnswering.topic_id)
        if cursor is not None:
            place = tuple_(TopicAnswering.due_at, TopicAnswering.topic_id)
            query = query.where(place > (cursor.moment, cursor.id))
    rows = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    shown = rows[:PAGE_SIZE]
    more = _place_of(shown[-1]) if len(rows) > PAGE_SIZE else None
    return Page([Waiting(row) for row in shown], more)


def counts(now: datetime) -> Mapping[str, int]:
    """How many wait, how many of them are late, and late for long, in one question."""
    late = case((TopicAnswering.due_at <= now, 1))
    long = case((is_late_for_long(now), 1))
    query = select(func.count(), func.count(late), func.count(long))
    row = db.session.execute(query.where(TopicAnswering.due_at.is_not(None))).one()
    return {"waiting": row[0], "late": row[1], "long": row[2]}


def is_late_for_long(now: datetime) -> ColumnElement[bool]:
    """Whether a topic is late, was opened long ago, and did not become late only just now."""
    row = TopicAnswering
    return (row.started_at <= now - RECENT) & (row.due_at <= now - JUST_NOW)


def _wanted(query: Select[Any], wanted: Wanted) -> Select[Any]:
    row = TopicAnswering
    if wanted.is_unsorted:
        author = User.__table__.alias()
        query = query.join(author, author.c.id == Topic.author_id).where(
            row.kind.is_(None),
            row.state.in_((AnswerState.UNANSWERED, AnswerState.ACKNOWLEDGED)),
            row.started_at.is_not(None),
            Topic.state == State.PUBLISHED,
            author.c.role.not_in(STAFF),
        )
    else:
        query = query.where(row.due_at.is_not(None))
    if wanted.is_long:
        query = query.where(is_late_for_long(clock.now()))
    if wanted.kind is not None:
        query = query.where(row.kind == wanted.kind)
    if wanted.state is not None:
        query = query.where(row.state == wanted.state)
    if wanted.channel_id is not None:
        query = query.where(Topic.channel_id == wanted.channel_id)
    return query


def _place_of(row: TopicAnswering) -> str:
    if row.due_at is None:
        return Cursor(0, row.topic_id).encode()
    return cursor_at(row.due_at, row.topic_id).encode()


def rows_of_posts(post_ids: Collection[int]) -> Mapping[int, tuple[int, TopicAnswering | None]]:
    """The topics that these posts stand in, with what is known of each; by post."""
    query = (
        select(Post.id, Post.topic_id, TopicAnswering)
        .join(TopicAnswering, TopicAnswering.topic_id == Post.topic_id, isouter=True)
        .where(Post.id.in_(post_ids))
    )
    return {post_id: (topic_id, row) for post_id, topic_id, row in db.session.execute(query)}
