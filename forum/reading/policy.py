"""What counts as unread, muted and followed, as conditions that a query of topics can ask.

A query that uses them joins `Position` and `ChannelLevel` by `standing`.
"""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_

from forum.accounts.models import User
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.reading.models import ChannelLevel, Level, Position
from forum.topics.models import Post, State, Topic

CLOSE = (Level.WATCHING, Level.FOLLOWING)
Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


def can_keep(viewer: User) -> Verdict:
    """Whether reading is remembered for the viewer at all."""
    return ALLOW if viewer.is_member else deny("sign_in_needed")


def standing(query: Query, viewer: User, topic: Any = Topic) -> Query:
    """The query with the viewer's own rows beside each topic, where there are any."""
    return query.outerjoin(
        Position, and_(Position.topic_id == topic.id, Position.user_id == viewer.id)
    ).outerjoin(
        ChannelLevel,
        and_(ChannelLevel.channel_id == topic.channel_id, ChannelLevel.user_id == viewer.id),
    )


def level() -> ColumnElement[str]:
    """The level that counts: the topic's own, else the channel's."""
    return func.coalesce(Position.level, ChannelLevel.level, Level.NORMAL)


def last_read() -> ColumnElement[int]:
    """The highest number the viewer has had on the screen; 0 for none."""
    return func.coalesce(Position.last_read, 0)


def is_muted() -> ColumnElement[bool]:
    """Whether the viewer wants to see nothing of it in lists."""
    return level() == Level.MUTED


def is_unread(viewer: User, topic: Any = Topic) -> ColumnElement[bool]:
    """Whether there is something the viewer has not seen: never opened and livelier than the
    moment of catching up, or opened and gone on since."""
    return or_(is_unopened(viewer, topic), has_gone_on(topic))


def is_unopened(viewer: User, topic: Any = Topic) -> ColumnElement[bool]:
    """Whether the viewer never opened it and has not caught up over it."""
    return and_(
        last_read() == 0,
        topic.bumped_at > viewer.caught_up_at,
        or_(ChannelLevel.caught_up_at.is_(None), topic.bumped_at > ChannelLevel.caught_up_at),
    )


def has_gone_on(topic: Any = Topic) -> ColumnElement[bool]:
    """Whether published posts stand beyond the viewer's position."""
    beyond = exists().where(
        Post.topic_id == topic.id, Post.number > Position.last_read, Post.state == State.PUBLISHED
    )
    # The comparison of two columns comes first: it settles nearly all rows without a look-up.
    return and_(Position.last_read > 0, topic.last_number > Position.last_read, beyond)
