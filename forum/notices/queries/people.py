"""Who may have to be told of something."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select

from forum.accounts.models import Role, User
from forum.channels.models import ChannelMember, ChannelRole
from forum.kernel.db import db
from forum.members.models import MemberBlock, MemberFollow
from forum.notices.models import Inbox, Notice
from forum.notices.policy import Hearer
from forum.reading.models import ChannelLevel, Level, Position
from forum.topics.models import Post, State

TEAM = (Role.MODERATOR, Role.ADMIN)
CLOSE = (Level.WATCHING, Level.FOLLOWING)


def hearers(
    user_ids: Collection[int],
    *,
    channel_id: int | None,
    topic_id: int | None = None,
    doer_id: int | None = None,
) -> Sequence[Hearer]:
    """These people with where they sit and what they want, in one query; without those who
    blocked whoever did it."""
    if not user_ids:
        return []
    given = {
        "ids": sorted(user_ids),
        "channel": channel_id or 0,
        "topic": topic_id or 0,
        "doer": doer_id or 0,
    }
    return [
        Hearer(user, role, Level(level) if level else None, last_read or 0, wishes or {})
        for user, role, level, last_read, wishes in db.session.execute(_hearers(), given)
    ]


@lru_cache
def _hearers() -> Select[*tuple[Any, ...]]:
    """Made once: everybody who writes needs it."""
    channel: Any = bindparam("channel")
    topic: Any = bindparam("topic")
    level = func.coalesce(Position.level, ChannelLevel.level)
    seat = (ChannelMember.user_id == User.id) & (ChannelMember.channel_id == channel)
    position = (Position.user_id == User.id) & (Position.topic_id == topic)
    room = (ChannelLevel.user_id == User.id) & (ChannelLevel.channel_id == channel)
    blocked = exists().where(
        MemberBlock.who_id == User.id, MemberBlock.whom_id == bindparam("doer")
    )
    return (
        select(User, ChannelMember.role, level, Position.last_read, Inbox.wishes)
        .outerjoin(ChannelMember, seat)
        .outerjoin(Position, position)
        .outerjoin(ChannelLevel, room)
        .outerjoin(Inbox, Inbox.user_id == User.id)
        .where(User.id.in_(bindparam("ids", expanding=True)), ~blocked)
    )


def followers_of_topic(
    topic_id: int, channel_id: int, *, beyond: int = 0, limit: int
) -> Sequence[int]:
    """Who follows or watches the topic, or watches its channel and chose nothing for the topic.

    Ids in their order, those after `beyond` only; whoever just follows the channel is told of new
    topics and not of each reply.
    """
    given = {"topic": topic_id, "channel": channel_id, "beyond": beyond, "most": limit}
    return db.session.scalars(_followers_of_topic(), given).all()


@lru_cache
def _followers_of_topic() -> Select[int]:
    topic: Any = bindparam("topic")
    channel: Any = bindparam("channel")
    own = select(Position.user_id).where(Position.topic_id == topic, Position.level.in_(CLOSE))
    chosen = select(Position.user_id).where(Position.topic_id == topic, Position.level.is_not(None))
    rooms = select(ChannelLevel.user_id).where(
        ChannelLevel.channel_id == channel,
        ChannelLevel.level == Level.WATCHING,
        ChannelLevel.user_id.not_in(chosen),
    )
    return _some(User.id.in_(own.union_all(rooms)))


def audience_of(
    channel_id: int, author_id: int, *, beyond: int = 0, limit: int
) -> Sequence[tuple[int, bool, bool]]:
    """Who hears of a new topic: ids in their order, those after `beyond` only, with whether each
    follows the channel and whether each follows its author."""
    given = {"channel": channel_id, "author": author_id, "beyond": beyond, "most": limit}
    return [(row[0], bool(row[1]), bool(row[2])) for row in db.session.execute(_audience(), given)]


@lru_cache
def _audience() -> Select[*tuple[Any, ...]]:
    levels = select(ChannelLevel.user_id).where(
        ChannelLevel.channel_id == bindparam("channel"), ChannelLevel.level.in_(CLOSE)
    )
    fans = select(MemberFollow.who_id).where(MemberFollow.whom_id == bindparam("author"))
    by_channel, by_author = User.id.in_(levels), User.id.in_(fans)
    query = select(User.id, by_channel, by_author).where(
        User.id.in_(levels.union(fans)), User.id > bindparam("beyond")
    )
    return query.order_by(User.id).limit(bindparam("most"))


def _some(which: ColumnElement[bool]) -> Select[int]:
    query = select(User.id).where(which, User.id > bindparam("beyond"))
    return query.order_by(User.id).limit(bindparam("most"))


def members_named(names: Collection[str]) -> Collection[int]:
    """The ids of members with exactly these names."""
    return set(db.session.scalars(select(User.id).where(User.username.in_(names))))


def authors_of(
    post_ids: Collection[int], *, topic_id: int, number: int | None
) -> Mapping[int, tuple[int, int]]:
    """Author and number of published posts: those with these ids, and one of the topic."""
    answered = and_(Post.topic_id == topic_id, Post.number == number)
    which = or_(Post.id.in_(post_ids), answered) if number else Post.id.in_(post_ids)
    query = select(Post.id, Post.author_id, Post.number, Post.topic_id).where(
        which, Post.state == State.PUBLISHED
    )
    return {
        row.id: (row.author_id, row.number if row.topic_id == topic_id else 0)
        for row in db.session.execute(query)
    }


def told_of(key: str) -> Collection[int]:
    """Who has been told of an event already."""
    return set(db.session.scalars(select(Notice.user_id).where(Notice.key == key)))


def staff() -> Collection[int]:
    """Everybody of the team."""
    return set(db.session.scalars(select(User.id).where(User.role.in_(TEAM))))


def admins() -> Collection[int]:
    """Those of the team who run the site."""
    return set(db.session.scalars(select(User.id).where(User.role == Role.ADMIN)))


def members_beyond(user_id: int, *, limit: int) -> Sequence[int]:
    """Ids of members who have been let in, in their order, those after this one only."""
    query = select(User.id).where(User.id > user_id, User.approved_at.is_not(None))
    return db.session.scalars(query.order_by(User.id).limit(limit)).all()


def doorkeepers(channel_id: int) -> Collection[int]:
    """Who lets people into a channel: staff of the site, and the channel's own moderators."""
    team = select(User.id).where(User.role.in_(TEAM))
    own = select(ChannelMember.user_id).where(
        ChannelMember.channel_id == channel_id, ChannelMember.role == ChannelRole.MODERATOR
    )
    return set(db.session.scalars(team.union(own)))
