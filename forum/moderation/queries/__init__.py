"""Reading the review queue."""

from forum.moderation.queries.cases import (
    Entry,
    case_by_id,
    case_of,
    cases_visible_to,
    decided,
    facts_of,
    late_count,
    open_case,
    target_of,
    waiting,
    waiting_by_kind,
    waiting_count,
)
from forum.moderation.queries.teams import as_hours, hours_of, team_named

__all__ = [
    "Entry",
    "as_hours",
    "case_by_id",
    "case_of",
    "cases_visible_to",
    "decided",
    "facts_of",
    "hours_of",
    "late_count",
    "open_case",
    "target_of",
    "team_named",
    "waiting",
    "waiting_by_kind",
    "waiting_count",
]
