"""What the worker does for moderation: lets time pass for the queue, and does what was decided."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.moderation import actions

AGE_JOB = "moderation.let_time_pass"


def let_time_pass(_payload: dict[str, Any]) -> None:
    """Take in hand what waiting, lateness or the end of a pause has changed."""
    actions.let_time_pass()


def carry_out(payload: dict[str, Any]) -> None:
    """Do what was decided, when it can be taken back no more."""
    actions.carry_out_or_give_back(payload["ruling"])


ALL = {AGE_JOB: let_time_pass, actions.JOB: carry_out}
SCHEDULES = [Schedule(AGE_JOB, 60)]
