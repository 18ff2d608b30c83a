"""What the worker does for answering: calls the team for what is late."""

from typing import Any

from forum.answering import actions
from forum.kernel.manifest import Schedule

LATE_JOB = "answering.raise_late"
CLIMB_JOB = "answering.climb"


def raise_late(_payload: dict[str, Any]) -> None:
    """Call the team for topics whose time is over, all of them."""
    while actions.raise_late():
        pass


def climb(_payload: dict[str, Any]) -> None:
    """Ask whoever comes next on the ladder, where nobody took a call in time."""
    while actions.climb():
        pass


ALL = {LATE_JOB: raise_late, CLIMB_JOB: climb}
SCHEDULES = [Schedule(LATE_JOB, 60), Schedule(CLIMB_JOB, 60)]
