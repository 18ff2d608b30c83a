"""What the worker does for training."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.training import actions

LOOK = "training.look"


def look(_payload: dict[str, Any]) -> None:
    """Put supplied scenarios in, tell whose training ends soon, and see to the rounds."""
    actions.plant()
    actions.tell_of_ends()
    actions.open_if_due()
    actions.see_to_rounds()


ALL = {LOOK: look}
SCHEDULES = [Schedule(LOOK, 6 * 3600)]
