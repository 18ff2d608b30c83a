"""Reading where topics stand on the way to an answer, and who answered them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select, union
from sqlalchemy.orm import aliased

from forum.accounts.models import Role, User
from forum.answering.models import (
    Answerer,
    Answerers,
    ChannelMessages,
    Kind,
    Source,
    TopicAnswering,
)
from forum.answering.queries.protocols import kind_by_channel
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.newcomers.models import FirstPost
from forum.reactions.models import Reaction
from forum.topics.models import Post, State, Topic
from forum.topics.queries import is_aside

STAFF = (Role.MODERATOR, Role.ADMIN)


@dataclass(frozen=True)
class Answer:
    """What answered a topic: a reply, or a reaction that was enough."""

    post_id: int | None
    at: datetime
    by: Answerer


@dataclass(frozen=True)
class Beginning:
    """What is known of a topic that begins: its kind without anybody saying so, and its row."""

    kind: Kind | None
    source: Source | None
    is_known: bool


def standing_of(topic_id: int) -> TopicAnswering | None:
    """The row of a topic as it is now, or None when nothing was noted of it."""
    return db.session.get(TopicAnswering, topic_id, populate_existing=True)


def standings_of(
    topic_ids: Collection[int], *, is_held: bool = False
) -> Mapping[int, TopicAnswering]:
    """The rows of these topics, by topic; held: nobody else changes them meanwhile."""
    query = select(TopicAnswering).where(TopicAnswering.topic_id.in_(topic_ids))
    if is_held:
        query = query.order_by(TopicAnswering.topic_id).with_for_update()
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    return {row.topic_id: row for row in rows}


def beginning_of(topic: Topic) -> Beginning:
    """Of what kind a topic is by its channel, or because it is somebody's first post."""
    row = _BEGINNING.row(topic=topic.id, channel=topic.channel_id)
    said_channel, said_kind, first_id, known_id = row or (None, None, None, None)
    said = None if said_channel is None else ChannelMessages(kind=said_kind and Kind(said_kind))
    kind = kind_by_channel(db.session.get_one(Channel, topic.channel_id), said)
    if kind is not None:
        return Beginning(kind, Source.CHANNEL, known_id is not None)
    is_first = first_id is not None and said is None
    return Beginning(
        Kind.FIRST_POST if is_first else None,
        Source.FIRST_POST if is_first else None,
        known_id is not None,
    )


def answers_to(topic_ids: Collection[int]) -> Mapping[int, Answer]:
    """What answers each of these topics, as its row says whose reply counts; by topic."""
    first = _first_replies(topic_ids).subquery()
    query = (
        select(Post.topic_id, Post.id, Post.created_at, User.role)
        .join(first, and_(first.c.topic_id == Post.topic_id, first.c.number == Post.number))
        .join(User, User.id == Post.author_id)
    )
    found = {
        topic_id: Answer(post_id, at, _answerer(role))
        for topic_id, post_id, at, role in db.session.execute(query)
    }
    for topic_id, at in _reactions(topic_ids):
        if topic_id not in found or at < found[topic_id].at:
            found[topic_id] = Answer(None, at, Answerer.TEAM)
    return found


def answered_by_their_author(user_id: int) -> Sequence[int]:
    """The topics of this member that name a text of their own as the answer."""
    query = (
        select(TopicAnswering.topic_id)
        .join(Topic, Topic.id == TopicAnswering.topic_id)
        .join(Post, Post.id == TopicAnswering.answer_id)
        .where(Topic.author_id == user_id, Post.author_id == user_id)
    )
    return db.session.scalars(query).all()


def swayed_by(user_id: int) -> Sequence[int]:
    """The topics that have another answer once this member is of the team, or is no more.

    They replied before the answer, or reacted where a reaction is enough.
    """
    row, answer = TopicAnswering, aliased(Post)
    replied = (
        select(row.topic_id)
        .join(Post, Post.topic_id == row.topic_id)
        .join(answer, answer.id == row.answer_id, isouter=True)
        .where(
            row.answerers != Answerers.ANYONE,
            or_(answer.id.is_(None), Post.number < answer.number),
            Post.author_id == user_id,
            Post.number > 1,
            Post.state == State.PUBLISHED,
        )
    )
    reacted = (
        select(row.topic_id)
        .join(Post, and_(Post.topic_id == row.topic_id, Post.number == 1))
        .join(Reaction, Reaction.post_id == Post.id)
        .where(row.answerers == Answerers.REACTION, Reaction.user_id == user_id)
    )
    return db.session.scalars(union(replied, reacted)).all()


def paused_of(topic_id: int) -> bool:
    """Whether the clock of a topic stands still."""
    return _PAUSED.row(topic=topic_id) is not None


def topics_beyond(topic_id: int, *, limit: int) -> Sequence[int]:
    """The next topics that may have a row, by number; those of live channels are streams."""
    query = select(Topic.id).where(Topic.id > topic_id, Topic.standing_since.is_(None))
    return db.session.scalars(query.order_by(Topic.id).limit(limit)).all()


def topics_by_ids(topic_ids: Collection[int]) -> Mapping[int, Topic]:
    """The topics themselves."""
    query = select(Topic).where(Topic.id.in_(topic_ids))
    return {topic.id: topic for topic in db.session.scalars(query)}


def _first_replies(topic_ids: Collection[int]) -> Select[int, int]:
    """The number of the first reply that counts, by topic."""
    row, reply, author = TopicAnswering, aliased(Post), aliased(User)
    counts = or_(
        row.answerers == Answerers.ANYONE,
        author.role.in_(STAFF),
        # Who was of the team when they answered, or said so at least.
        reply.id == row.answer_id,
    )
    return (
        select(row.topic_id, func.min(reply.number).label("number"))
        .join(Topic, Topic.id == row.topic_id)
        .join(reply, reply.topic_id == row.topic_id)
        .join(author, author.id == reply.author_id)
        .where(
            row.topic_id.in_(topic_ids),
            reply.number > 1,
            reply.state == State.PUBLISHED,
            reply.author_id != Topic.author_id,
            counts,
            # What answered before such replies were told apart goes on answering.
            or_(~is_aside(reply.id), reply.id == row.answer_id),
        )
        .group_by(row.topic_id)
    )


def _reactions(topic_ids: Collection[int]) -> Sequence[Any]:
    """When somebody of the team first reacted to the topic, where that is enough."""
    # Who was of the team when they reacted.
    answered = and_(
        TopicAnswering.answer_id.is_(None), TopicAnswering.answered_at == Reaction.created_at
    )
    query = (
        select(TopicAnswering.topic_id, func.min(Reaction.created_at))
        .join(Post, and_(Post.topic_id == TopicAnswering.topic_id, Post.number == 1))
        .join(Reaction, Reaction.post_id == Post.id)
        .join(User, User.id == Reaction.user_id)
        .where(
            TopicAnswering.topic_id.in_(topic_ids),
            TopicAnswering.answerers == Answerers.REACTION,
            or_(User.role.in_(STAFF), answered),
            User.id != Post.author_id,
        )
        .group_by(TopicAnswering.topic_id)
    )
    return db.session.execute(query).all()


def _answerer(role: str) -> Answerer:
    return Answerer.TEAM if role in STAFF else Answerer.PEER


_BEGINNING = Direct(
    select(ChannelMessages.channel_id, ChannelMessages.kind, FirstPost.id, TopicAnswering.topic_id)
    .select_from(Topic)
    .join(Post, and_(Post.topic_id == Topic.id, Post.number == 1), isouter=True)
    .join(FirstPost, FirstPost.post_id == Post.id, isouter=True)
    .join(ChannelMessages, ChannelMessages.channel_id == bindparam("channel"), isouter=True)
    .join(TopicAnswering, TopicAnswering.topic_id == Topic.id, isouter=True)
    .where(Topic.id == bindparam("topic"))
)
_PAUSED = Direct(
    select(TopicAnswering.topic_id).where(
        TopicAnswering.topic_id == bindparam("topic"), TopicAnswering.paused_at.is_not(None)
    )
)
