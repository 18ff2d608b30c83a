"""How much a member has not read yet: of one topic, of a list of topics, of each channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    select,
)
from sqlalchemy.orm import aliased

from forum.accounts.models import User, Viewer
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.kernel.prepared import Prepared, values
from forum.reading import policy
from forum.reading.models import ChannelLevel, Level, Position
from forum.topics.models import Post, State, Topic

# Nobody needs to know whether it is 100 posts or 5,000: counting stops here.
MOST = 100
# The counts beside channels look at so many of the liveliest topics, so that they cost the same
# on a forum of any size.
LIVELIEST = 500
KEPT = "channel_marks"
# Stand for a muted channel, and for a live one with something new, where others have their count.
MUTED = -1
STIRRED = -2


@dataclass(frozen=True)
class Unread:
    """What a list shows of one topic: how many posts, and whether the whole of it is new."""

    count: int
    is_new: bool = False

    @property
    def is_many(self) -> bool:
        """Whether counting stopped before the end."""
        return self.count >= MOST


@dataclass(frozen=True)
class ChannelMark:
    """What the navigation shows beside a channel."""

    unread: int
    is_muted: bool
    # Whether a live channel has messages that the viewer has not seen; they are not counted.
    is_stirred: bool = False


def unread_count(viewer: User) -> ColumnElement[int]:
    """Unread posts of each topic of a query with `standing`, 0 for none, `MOST` for many."""
    return case(
        (policy.has_gone_on(), _counted(Post.number > Position.last_read)),
        (policy.is_unopened(viewer), _counted(Post.created_at > since(viewer))),
        else_=0,
    )


def is_new(viewer: User) -> ColumnElement[bool]:
    """Whether even the beginning of each topic is unread."""
    return and_(policy.last_read() == 0, Topic.created_at > since(viewer))


def since(viewer: User) -> ColumnElement[Any]:
    """The moment up to which everything counts as read in a channel."""
    # A prepared statement leaves open which moment it is.
    moment: Any = viewer.caught_up_at
    is_open = isinstance(moment, BindParameter)
    own = moment if is_open else literal(moment, ChannelLevel.caught_up_at.type)
    later = and_(ChannelLevel.caught_up_at.is_not(None), ChannelLevel.caught_up_at > own)
    return case((later, ChannelLevel.caught_up_at), else_=own)


def _counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    some = (
        select(literal(1))
        .where(Post.topic_id == Topic.id, condition, Post.state == State.PUBLISHED)
        .limit(MOST)
        .correlate(Topic, Position, ChannelLevel)
        .subquery()
    )
    return select(func.count()).select_from(some).scalar_subquery()


def channel_marks(viewer: Viewer) -> Mapping[int, ChannelMark]:
    """What the navigation shows of channels, by id; nothing for those with nothing to show.

    Unread topics are counted among the liveliest ones only, in channels the viewer may read.
    """
    if not isinstance(viewer, User):
        return {}
    # Asked for by the navigation and by the tabs of one page: kept as long as the session.
    kept: dict[int, Mapping[int, ChannelMark]] = db.session().info.setdefault(KEPT, {})
    if viewer.id not in kept:
        rows = _MARKS.of(viewer).rows(**values(viewer))
        counts = {channel_id: count for channel_id, count in rows if count > 0}
        muted = {channel_id for channel_id, count in rows if count == MUTED}
        stirred = {channel_id for channel_id, count in rows if count == STIRRED}
        kept[viewer.id] = {
            channel_id: ChannelMark(
                counts.get(channel_id, 0), channel_id in muted, channel_id in stirred
            )
            for channel_id in counts.keys() | muted | stirred
        }
    return kept[viewer.id]


def unread_topics(viewer: Viewer) -> int:
    """The number of unread topics among the liveliest ones."""
    return sum(mark.unread for mark in channel_marks(viewer).values())


def forget_counts() -> None:
    """Count anew at the next question, because the member has read or followed something."""
    db.session().info.pop(KEPT, None)


def _unread_by_channel(viewer: User) -> Select[int, int]:
    liveliest = (
        select(Topic)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(
            Topic.state == State.PUBLISHED,
            Topic.standing_since.is_(None),
            channels.readable_by(viewer),
        )
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
        .limit(LIVELIEST)
        .subquery()
    )
    topic = aliased(Topic, liveliest)
    counted = select(topic.channel_id, func.count(topic.id)).group_by(topic.channel_id)
    return policy.standing(counted, viewer, topic).where(
        policy.is_unread(viewer, topic), ~policy.is_muted()
    )


def _muted(viewer: User) -> Select[int, int]:
    return select(ChannelLevel.channel_id, literal(MUTED)).where(
        ChannelLevel.user_id == viewer.id, ChannelLevel.level == Level.MUTED
    )


def _stirred(viewer: User) -> Select[int, int]:
    """Live channels in which something was said that the viewer has not seen."""
    query = (
        select(Topic.channel_id, literal(STIRRED))
        .join(Channel, Channel.id == Topic.channel_id)
        .where(
            Topic.standing_since.is_not(None),
            # Written so that no index of states is looked through for the few that stand.
            func.coalesce(Topic.state, "") == State.PUBLISHED,
            channels.readable_by(viewer),
        )
    )
    return policy.standing(query, viewer).where(policy.is_unread(viewer), ~policy.is_muted())


def _marks(viewer: User) -> Direct:
    return Direct(_unread_by_channel(viewer).union_all(_muted(viewer), _stirred(viewer)))


_MARKS = Prepared(_marks)
