"""What the worker does for the log: lets everything that is derived from it take in new deeds."""

from typing import Any

from forum.activity import actions
from forum.kernel.manifest import Schedule


def settle(_payload: dict[str, Any]) -> None:
    """Take in the oldest deeds that wait."""
    actions.settle()


ALL = {actions.SETTLE_JOB: settle}
# Deeds of one moment are taken in together.
PAUSES = {actions.SETTLE_JOB: 0.5}
# Should a job ever be lost.
SCHEDULES = [Schedule(actions.SETTLE_JOB, every_seconds=60)]
