"""Reading conversations. Whoever is not in one does not find it, staff included."""

from forum.kernel.paging import PAGE_SIZE
from forum.messages.queries.lists import (
    UNREAD,
    Line,
    conversations_of,
    those_here,
    unread_count,
    unread_counts,
)
from forum.messages.queries.reading import (
    message_by_key,
    messages_between,
    messages_on,
    number_of,
    others_here,
    page_of,
    people_in,
    place_of,
    visible_message,
)
from forum.messages.queries.reports import (
    MESSAGE,
    REPORT,
    report_by,
    reported_among,
    reports_by_ids,
    waits_with,
)
from forum.messages.queries.ties import begun_today, member_to_write_to, reach_of, ties, ties_in

__all__ = [
    "MESSAGE",
    "PAGE_SIZE",
    "REPORT",
    "UNREAD",
    "Line",
    "begun_today",
    "conversations_of",
    "member_to_write_to",
    "message_by_key",
    "messages_between",
    "messages_on",
    "number_of",
    "others_here",
    "page_of",
    "people_in",
    "place_of",
    "reach_of",
    "report_by",
    "reported_among",
    "reports_by_ids",
    "those_here",
    "ties",
    "ties_in",
    "unread_count",
    "unread_counts",
    "visible_message",
    "waits_with",
]
