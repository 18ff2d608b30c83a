"""The lists of topics: what stands in each. Every list goes on by key, never by counting rows."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, true

from forum.accounts.models import User, Viewer
from forum.channels.models import Channel, Kind
from forum.home.queries.paging import WithPins, by_activity, by_score
from forum.home.queries.rows import Row, topics_for
from forum.kernel import clock
from forum.kernel.paging import Cursor, Page
from forum.reading import policy as reading
from forum.reading.models import ChannelLevel, Level, Position
from forum.topics.models import PinScope, Tag, Topic, TopicTag


class Period(StrEnum):
    """The time in which a topic must have been started to be among the top ones."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"


DAYS = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 365}


def latest(viewer: Viewer, after: Cursor | None = None) -> Page[Row]:
    """Everything but what is muted."""
    return _LATEST.page(viewer, after)


def unread(viewer: User, after: Cursor | None = None) -> Page[Row]:
    """What the member has not seen yet."""
    query = topics_for(viewer).where(reading.is_unread(viewer), ~reading.is_muted())
    return by_activity(viewer, query, after)


def unanswered(viewer: Viewer, after: Cursor | None = None) -> Page[Row]:
    """Open topics to which nobody has replied, and open questions without an accepted answer."""
    return by_activity(
        viewer, topics_for(viewer).where(waits_for_answer(), _unmuted(viewer)), after
    )


def top(viewer: Viewer, period: Period, after: Cursor | None = None) -> Page[Row]:
    """What was started in the period and made the most of."""
    return by_score(viewer, topics_for(viewer).where(_started_in(period), _unmuted(viewer)), after)


def following(
    viewer: User, levels: Sequence[Level] = reading.CLOSE, *, after: Cursor | None = None
) -> Page[Row]:
    """Topics that the member follows at one of these levels, by themselves or by their channel."""
    own = select(Position.topic_id).where(Position.user_id == viewer.id, Position.level.in_(levels))
    by_channel = select(ChannelLevel.channel_id).where(
        ChannelLevel.user_id == viewer.id, ChannelLevel.level.in_(levels)
    )
    # The level alone would say it, after looking at every topic there is.
    among = or_(Topic.id.in_(own), Topic.channel_id.in_(by_channel))
    return by_activity(viewer, topics_for(viewer).where(among, reading.level().in_(levels)), after)


def in_channel(viewer: Viewer, channel: Channel, after: Cursor | None = None) -> Page[Row]:
    """The topics of one channel, muted ones too: who comes here wants to see it all."""
    return _IN_CHANNEL.page(viewer, after, channel_id=channel.id)


def unanswered_in(viewer: Viewer, channel: Channel, after: Cursor | None = None) -> Page[Row]:
    """What waits for an answer in one channel."""
    return by_activity(viewer, _in(viewer, channel).where(waits_for_answer()), after)


def top_in(
    viewer: Viewer, channel: Channel, period: Period, *, after: Cursor | None = None
) -> Page[Row]:
    """What was started in one channel in the period and made the most of."""
    return by_score(viewer, _in(viewer, channel).where(_started_in(period)), after)


def tagged(viewer: Viewer, tag: Tag, after: Cursor | None = None) -> Page[Row]:
    """The topics that carry a tag."""
    carrying = select(TopicTag.topic_id).where(TopicTag.tag_id == tag.id)
    return by_activity(viewer, topics_for(viewer).where(Topic.id.in_(carrying)), after)


def waits_for_answer() -> ColumnElement[bool]:
    """Whether an answer is missing: the accepted one to a question, any reply to other topics."""
    missing = or_(
        and_(Channel.kind == Kind.QUESTION, Topic.answer_id.is_(None)),
        and_(Channel.kind != Kind.QUESTION, Topic.reply_count == 0),
    )
    return and_(Topic.closed_at.is_(None), missing)


def _in(viewer: Viewer, channel: Channel) -> Select[int]:
    return topics_for(viewer).where(Topic.channel_id == channel.id)


def _unmuted(viewer: Viewer) -> ColumnElement[bool]:
    return true() if viewer.is_guest else ~reading.is_muted()


def _started_in(period: Period) -> ColumnElement[bool]:
    if period not in DAYS:
        return true()
    start = clock.now() - timedelta(days=DAYS[period])
    # What was started since then was also answered since then: that is where the index helps.
    return and_(Topic.bumped_at >= start, Topic.created_at >= start)


_LATEST = WithPins(_unmuted, [PinScope.SITE])
_IN_CHANNEL = WithPins(lambda _: Topic.channel_id == bindparam("channel_id"), list(PinScope))
