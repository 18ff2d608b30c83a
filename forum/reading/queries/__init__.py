"""Reading what members have read and follow."""

from forum.reading.queries.places import (
    Standing,
    first_unread,
    last_number,
    level_in,
    on_date,
    readable_channel,
    standing_in,
)
from forum.reading.queries.unread import (
    MOST,
    ChannelMark,
    Unread,
    channel_marks,
    forget_counts,
    is_new,
    since,
    unread_count,
    unread_topics,
)

__all__ = [
    "MOST",
    "ChannelMark",
    "Standing",
    "Unread",
    "channel_marks",
    "first_unread",
    "forget_counts",
    "is_new",
    "last_number",
    "level_in",
    "on_date",
    "readable_channel",
    "since",
    "standing_in",
    "unread_count",
    "unread_topics",
]
