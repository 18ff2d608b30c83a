"""What the worker does for recognition."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.recognition import actions, queries

DAY_JOB = "recognition.day"
COUNT_JOB = "recognition.count"
ROUND_JOB = "recognition.round"


def look_at_day(_payload: dict[str, Any]) -> None:
    """Keep where everybody stands, and whose year is full."""
    actions.take_stock()
    actions.look_at_everybody()


def count(_payload: dict[str, Any]) -> None:
    """Count the community, and see what was reached."""
    actions.count_community()


def look_at_rounds(_payload: dict[str, Any]) -> None:
    """Make the shortlist of a period that is over; ask on where nobody answered in time."""
    actions.make_round(queries.last_period())
    actions.end_overdue()


ALL = {DAY_JOB: look_at_day, COUNT_JOB: count, ROUND_JOB: look_at_rounds}
SCHEDULES = [
    Schedule(DAY_JOB, 24 * 3600),
    Schedule(COUNT_JOB, 600),
    Schedule(ROUND_JOB, 1800),
]
