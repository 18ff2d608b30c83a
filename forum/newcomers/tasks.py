"""What the worker does for newcomers: looks for what is overdue, counts, and fills circles."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.newcomers import actions

LOOK_JOB = "newcomers.look"
COUNT_JOB = "newcomers.count"
FILL_JOB = "newcomers.fill"


def look(_payload: dict[str, Any]) -> None:
    """Tell of first posts that wait for too long."""
    actions.note_overdue()


def count(_payload: dict[str, Any]) -> None:
    """Note who was invited and became active or a customer, judge sources, and tell of places that
    are due."""
    actions.note_active()
    actions.look_at_orders()
    actions.judge_sources()
    actions.note_reviews()


def fill(_payload: dict[str, Any]) -> None:
    """Let into circles whom their rules name."""
    actions.fill_circles()


ALL = {LOOK_JOB: look, COUNT_JOB: count, FILL_JOB: fill}
SCHEDULES = [
    Schedule(LOOK_JOB, 300),
    Schedule(COUNT_JOB, 3600),
    Schedule(FILL_JOB, 24 * 3600),
]
