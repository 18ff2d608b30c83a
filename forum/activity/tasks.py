"""What the worker does for the log: lets everything that is derived from it take in new deeds."""

from typing import Any

from forum.activity import actions, derived, queries
from forum.kernel.manifest import Schedule
from forum.kernel.unit import transaction


def settle(_payload: dict[str, Any]) -> None:
    """Take in the oldest deeds that wait, all of them or none."""
    with transaction():
        waiting = [deed.id for deed in queries.not_settled(actions.AT_ONCE)]
        if waiting:
            for one in derived.everything():
                one.settle(waiting)
            actions.note_settled(waiting)


ALL = {actions.SETTLE_JOB: settle}
# Deeds of one moment are taken in together.
PAUSES = {actions.SETTLE_JOB: 0.5}
# Should a job ever be lost.
SCHEDULES = [Schedule(actions.SETTLE_JOB, every_seconds=60)]
