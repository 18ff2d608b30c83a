"""What the worker does for launches. None of it opens or closes anything: the clock does."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.launches import actions, queries

MOVE_ON_JOB = "launches.move_on"
TELL_JOB = "launches.tell_openings"
LOBBY_JOB = "launches.open_lobbies"
ALIKE_JOB = "launches.find_alike"


def move_on(_payload: dict[str, Any]) -> None:
    """Let offers that are over go to the next in their lines."""
    actions.settle_all()


def tell_openings(_payload: dict[str, Any]) -> None:
    """Let those be told who wanted to hear that it is open."""
    actions.tell_openings()


def give_codes(_payload: dict[str, Any]) -> None:
    """Give free codes to those who took one and wait for theirs."""
    for pool in queries.pools_due():
        while actions.serve_next(pool):
            pass


def open_lobbies(_payload: dict[str, Any]) -> None:
    """Let lobbies whose window has opened become lines, if nobody who came has done so."""
    actions.open_lobbies()


def find_alike(_payload: dict[str, Any]) -> None:
    """Let somebody look at entries that seem to be those of one person."""
    actions.find_alike()


ALL = {
    ALIKE_JOB: find_alike,
    LOBBY_JOB: open_lobbies,
    MOVE_ON_JOB: move_on,
    TELL_JOB: tell_openings,
    actions.SERVE_JOB: give_codes,
}
SCHEDULES = [
    Schedule(LOBBY_JOB, every_seconds=10),
    Schedule(MOVE_ON_JOB, every_seconds=60),
    Schedule(TELL_JOB, every_seconds=60),
    Schedule(actions.SERVE_JOB, every_seconds=600),
    Schedule(ALIKE_JOB, every_seconds=600),
]
