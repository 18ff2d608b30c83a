"""What the worker does for commerce: works on deliveries, and forgets what they said."""

from typing import Any

from forum.commerce import actions
from forum.kernel.manifest import Schedule
from forum.kernel.policy import NotFound

FORGET_JOB = "commerce.forget"


def take_in(payload: dict[str, Any]) -> None:
    """Do what a delivery says."""
    try:
        actions.take_in(payload["delivery_id"])
    except NotFound:
        return


def forget(_payload: dict[str, Any]) -> None:
    """Let go of what was sent some days ago, and later of that it was sent."""
    actions.forget_bodies()
    while actions.forget_deliveries():
        pass


ALL = {actions.TAKE_IN_JOB: take_in, FORGET_JOB: forget}
SCHEDULES = [Schedule(FORGET_JOB, 3600)]
