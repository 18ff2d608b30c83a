"""What the worker does for the queue: lets time pass for it."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.moderation import actions

AGE_JOB = "moderation.let_time_pass"


def let_time_pass(_payload: dict[str, Any]) -> None:
    """Take in hand what waiting, lateness or the end of a pause has changed."""
    actions.let_time_pass()


ALL = {AGE_JOB: let_time_pass}
SCHEDULES = [Schedule(AGE_JOB, 60)]
