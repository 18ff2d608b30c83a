"""What the worker does for standing: looks at everybody daily, and when what is asked changes."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.standing import actions

# Owed once, by the migration with which standing came.
BEGIN_JOB = "standing.begin"


def look(_payload: dict[str, Any]) -> None:
    """Give what has come with time, and end what is over."""
    actions.look_at(None)


def begin(_payload: dict[str, Any]) -> None:
    """Give everybody the standing that they had earned before there was any."""
    actions.begin()


ALL = {actions.LOOK_JOB: look, BEGIN_JOB: begin}
# Several changes in a row ask for one look at everybody.
PAUSES = {actions.LOOK_JOB: 60.0}
SCHEDULES = [Schedule(actions.LOOK_JOB, 24 * 3600)]
