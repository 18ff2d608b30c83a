"""What the worker does for badges: looks at everybody once a day, and when a badge is new."""

from typing import Any

from forum.badges import actions
from forum.kernel.manifest import Schedule


def review(_payload: dict[str, Any]) -> None:
    """Give what has come with time."""
    actions.review()


ALL = {actions.REVIEW_JOB: review}
# Many moves in a row ask for one look at everybody.
PAUSES = {actions.REVIEW_JOB: 60.0}
SCHEDULES = [Schedule(actions.REVIEW_JOB, 24 * 3600)]
