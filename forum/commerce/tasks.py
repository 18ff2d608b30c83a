"""What the worker does for commerce: works on deliveries, and forgets what they said."""

from contextlib import suppress
from typing import Any

from forum.commerce import actions
from forum.kernel.manifest import Schedule
from forum.kernel.policy import NotFound

FORGET_JOB = "commerce.forget"


def take_in(payload: dict[str, Any]) -> None:
    """Do what a delivery says."""
    with suppress(NotFound):
        actions.take_in(payload["delivery_id"])


def import_(payload: dict[str, Any]) -> None:
    """Take in what is left of a file of orders; of one that is not known here there is nothing."""
    with suppress(NotFound):
        actions.work_on(payload["import_id"])


def forget(_payload: dict[str, Any]) -> None:
    """Let go of what was sent some days ago, and later of that it was sent; the same of files."""
    actions.forget_bodies()
    while actions.forget_deliveries():
        pass
    actions.give_up_stuck()
    while actions.forget_reports():
        pass


ALL = {actions.TAKE_IN_JOB: take_in, actions.IMPORT_JOB: import_, FORGET_JOB: forget}
# One file after the other: deliveries go on beside.
HANDS = {actions.IMPORT_JOB: 1}
SCHEDULES = [Schedule(FORGET_JOB, 3600)]
