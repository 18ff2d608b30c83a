"""What the worker does for newcomers: looks for what is overdue."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.newcomers import actions

LOOK_JOB = "newcomers.look"


def look(_payload: dict[str, Any]) -> None:
    """Tell of first posts that wait for too long."""
    actions.note_overdue()


ALL = {LOOK_JOB: look}
SCHEDULES = [Schedule(LOOK_JOB, 300)]
