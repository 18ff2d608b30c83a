"""Reading the review queue."""

from forum.moderation.queries.cases import (
    DUE_AFTER_HOURS,
    Entry,
    case_by_id,
    case_of,
    cases_visible_to,
    decided,
    late_count,
    open_case,
    target_of,
    waiting,
    waiting_by_kind,
    waiting_count,
)

__all__ = [
    "DUE_AFTER_HOURS",
    "Entry",
    "case_by_id",
    "case_of",
    "cases_visible_to",
    "decided",
    "late_count",
    "open_case",
    "target_of",
    "waiting",
    "waiting_by_kind",
    "waiting_count",
]
