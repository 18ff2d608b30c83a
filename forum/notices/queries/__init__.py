"""Every read of notices, by what it is about."""

from forum.notices.queries.digests import (
    Contents,
    Due,
    Entry,
    contents_for,
    due_digests,
    turn_of,
    zone_of,
)
from forum.notices.queries.inbox import (
    UNREAD,
    Line,
    Unread,
    has_gathered,
    inbox_of,
    last_person_of,
    line_of,
    lines_among,
    lines_of,
    notice_of,
    unread_count,
    unread_in_topics,
    visible_ids,
)
from forum.notices.queries.letters import (
    Batch,
    due_batches,
    is_leaving,
    letters_to,
    lock_batch,
    overdue,
)
from forum.notices.queries.owed import Owed, untold, wrong_counts, wrong_lines
from forum.notices.queries.people import (
    admins,
    audience_of,
    authors_of,
    doorkeepers,
    followers_of_topic,
    hearers,
    members_beyond,
    members_named,
    staff,
    told_of,
)

# The kinds of this slice's jobs.
LETTERS = "notices.letters"
LETTER = "notices.letter"
SPREAD = "notices.spread"
SWEEP = "notices.sweep"
PURGE = "notices.purge"
DIGESTS = "notices.digests"
GOAL = "notices.goal"

__all__ = [
    "DIGESTS",
    "GOAL",
    "LETTER",
    "LETTERS",
    "PURGE",
    "SPREAD",
    "SWEEP",
    "UNREAD",
    "Batch",
    "Contents",
    "Due",
    "Entry",
    "Line",
    "Owed",
    "Unread",
    "admins",
    "audience_of",
    "authors_of",
    "contents_for",
    "doorkeepers",
    "due_batches",
    "due_digests",
    "followers_of_topic",
    "has_gathered",
    "hearers",
    "inbox_of",
    "is_leaving",
    "last_person_of",
    "letters_to",
    "line_of",
    "lines_among",
    "lines_of",
    "lock_batch",
    "members_beyond",
    "members_named",
    "notice_of",
    "overdue",
    "staff",
    "told_of",
    "turn_of",
    "unread_count",
    "unread_in_topics",
    "untold",
    "visible_ids",
    "wrong_counts",
    "wrong_lines",
    "zone_of",
]
