"""What the worker does for rehearsals."""

from contextlib import suppress
from typing import Any

from forum.kernel.manifest import Schedule
from forum.kernel.policy import NotFound
from forum.rehearsals import actions, running

SWEEP = "rehearsals.sweep"


def perform(payload: dict[str, Any]) -> None:
    """Rehearse one launch; of a rehearsal that is not known here there is nothing to do."""
    with suppress(NotFound):
        actions.perform(payload["rehearsal_id"])


def sweep(_payload: dict[str, Any]) -> None:
    """Take away what killed rehearsals left, and say of the stuck that they failed."""
    running.clear_leftovers()
    actions.give_up_stuck()


ALL = {actions.PERFORM: perform, SWEEP: sweep}
# The machine has other things to do beside.
HANDS = {actions.PERFORM: 1}
SCHEDULES = [Schedule(SWEEP, 3600)]
