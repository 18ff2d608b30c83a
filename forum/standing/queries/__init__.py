"""Every read of standing: who has earned what, what is missing, what is allowed."""

from forum.standing.queries.deeds import touched_by
from forum.standing.queries.measuring import Subject, subjects
from forum.standing.queries.seeing import (
    Lift,
    Line,
    Place,
    counts,
    lift_of,
    limit,
    locked,
    near,
    place_of,
    require_ability,
    require_within,
    state_of,
)

__all__ = [
    "Lift",
    "Line",
    "Place",
    "Subject",
    "counts",
    "lift_of",
    "limit",
    "locked",
    "near",
    "place_of",
    "require_ability",
    "require_within",
    "state_of",
    "subjects",
    "touched_by",
]
