"""What the worker counts for the lists of members: each day, and when channels open or close."""

from typing import Any

from forum.home import actions
from forum.kernel.manifest import Schedule


def review(_payload: dict[str, Any]) -> None:
    """Let go of what is not recent any more."""
    actions.review()


def recount(_payload: dict[str, Any]) -> None:
    """Count everybody anew."""
    actions.recount_all()


ALL = {actions.REVIEW_JOB: review, actions.RECOUNT_JOB: recount}
# Many moves in a row ask for one count.
PAUSES = {actions.RECOUNT_JOB: 30.0}
SCHEDULES = [Schedule(actions.REVIEW_JOB, 24 * 3600)]
