"""Every read of tiers: which there are, who holds which, what that gives, what was promised."""

from forum.tiers.queries.facts import Facts, Person, differences, facts_of, people, seats_lent
from forum.tiers.queries.holding import (
    earned_by,
    expired,
    held_by,
    memberships_of,
    open_membership,
    past_of,
    to_cheer,
    touched_by,
    unpaused,
)
from forum.tiers.queries.ladder import (
    Marks,
    benefit_by_id,
    benefits,
    flairs,
    has_any,
    ladder,
    marks,
    tier_by_id,
    tier_called,
    tiers,
)
from forum.tiers.queries.progress import Progress, Step, progress_of, steps
from forum.tiers.queries.promises import Promise, promises, task_by_id, tasks_open, tasks_waiting
from forum.tiers.queries.simulating import Mover, Outcome, simulate

__all__ = [
    "Facts",
    "Marks",
    "Mover",
    "Outcome",
    "Person",
    "Progress",
    "Promise",
    "Step",
    "benefit_by_id",
    "benefits",
    "differences",
    "earned_by",
    "expired",
    "facts_of",
    "flairs",
    "has_any",
    "held_by",
    "ladder",
    "marks",
    "memberships_of",
    "open_membership",
    "past_of",
    "people",
    "progress_of",
    "promises",
    "seats_lent",
    "simulate",
    "steps",
    "task_by_id",
    "tasks_open",
    "tasks_waiting",
    "tier_by_id",
    "tier_called",
    "tiers",
    "to_cheer",
    "touched_by",
    "unpaused",
]
