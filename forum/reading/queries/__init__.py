"""Reading what members have read and follow."""

from forum.reading.queries.unread import (
    MOST,
    Unread,
    forget_counts,
    since,
    unread_by_channel,
    unread_count,
    unread_in,
)

__all__ = [
    "MOST",
    "Unread",
    "forget_counts",
    "since",
    "unread_by_channel",
    "unread_count",
    "unread_in",
]
