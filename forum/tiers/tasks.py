"""What the worker does for tiers: looks at everybody once an hour, and holds the review."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.kernel.policy import NotFound
from forum.tiers import actions

REVIEW_JOB = "tiers.review"


def look(_payload: dict[str, Any]) -> None:
    """Give what points lead to that count only now, and end what was given for a time."""
    actions.look_at(None)


def review(_payload: dict[str, Any]) -> None:
    """Hold the monthly review, if it is time."""
    actions.review_if_due()


def open_doors(payload: dict[str, Any]) -> None:
    """Let everybody in to whom a tier has begun to open a door."""
    try:
        actions.open_doors(payload["benefit_id"])
    except NotFound:
        # It was taken back before anybody came.
        return


ALL = {actions.LOOK_JOB: look, REVIEW_JOB: review, actions.OPEN_JOB: open_doors}
SCHEDULES = [Schedule(actions.LOOK_JOB, 3600), Schedule(REVIEW_JOB, 600)]
