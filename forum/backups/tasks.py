"""What the worker does for backups: looks whether one is due, and makes it."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from forum.backups import actions, places, queries
from forum.kernel import clock
from forum.kernel.manifest import Schedule
from forum.kernel.policy import NotFound

LEFT_OVER = timedelta(days=1)


def look(_payload: dict[str, Any]) -> None:
    """Owe a backup when its time has come."""
    actions.give_up_stuck()
    places.clear_leftovers((clock.now() - LEFT_OVER).timestamp())
    if queries.is_due():
        actions.owe_by_timetable()


def make(payload: dict[str, Any]) -> None:
    """Make one backup; of one that is not known here, as after a move, there is none to make."""
    with suppress(NotFound):
        actions.make(payload["backup_id"])


ALL = {queries.LOOK: look, actions.MAKE: make}
SCHEDULES = [Schedule(queries.LOOK, 900)]
