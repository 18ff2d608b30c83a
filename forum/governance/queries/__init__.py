"""Reading how the team decided."""

from forum.governance.queries.alike import (
    EXAMPLES,
    MOST_SHOWN,
    Decider,
    Differing,
    deciders,
    differing,
    facts_about,
    newest_of,
)
from forum.governance.queries.clauses import Used, used_clauses
from forum.governance.queries.counting import count
from forum.governance.queries.house import Door, House, house
from forum.governance.queries.months import (
    changed,
    is_before_all,
    made,
    missing,
    month_named,
    neighbours,
    next_one,
    recount,
)

__all__ = [
    "EXAMPLES",
    "MOST_SHOWN",
    "Decider",
    "Differing",
    "Door",
    "House",
    "Used",
    "changed",
    "count",
    "deciders",
    "differing",
    "facts_about",
    "house",
    "is_before_all",
    "made",
    "missing",
    "month_named",
    "neighbours",
    "newest_of",
    "next_one",
    "recount",
    "used_clauses",
]
