"""Offers that are over move on, what is free is offered, and people are told that it is open.

The worker does this as time goes by; whoever comes in first does the same before anything else, so
that it makes no difference whether there is a worker.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import inspect

from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.launches import gates, queries
from forum.launches.actions.shuffling import shuffle
from forum.launches.line import Moved
from forum.launches.models import Allocation, EntryState, Launch, LaunchState, LaunchWindow
from forum.launches.queries import Holding
from forum.launches.signals import LaunchOffered, LaunchOpened

log = logging.getLogger(__name__)


def turn_of(launch_id: int) -> str:
    """The name under which those who take something of a launch take turns."""
    return f"launch:{launch_id}"


def take_turn(launch: Launch) -> None:
    """Let nobody else change it or take of it meanwhile, and know it as it is now: a step of other
    actions."""
    wait_for_turn(turn_of(launch.id))
    db.session.refresh(launch, [one.key for one in inspect(Launch).column_attrs])


@action
def settle(launch: Launch) -> Holding:
    """Write down what has become of lobbies and offers by now: a step of other actions. What was
    called off stays as it is."""
    take_turn(launch)
    windows = queries.windows_of([launch.id])[launch.id]
    goes_on = launch.state == LaunchState.SCHEDULED
    if goes_on:
        _open_lobbies(launch, windows)
    found = queries.holding(launch, windows, clock.now())
    if goes_on:
        _write(launch, found.moved)
    return found


def settle_all() -> int:
    """Let offers that are over move on in every launch; how many launches that were.

    Each is written down by itself. Raises RuntimeError when that failed for some, after the rest.
    """
    return _each(queries.with_offers_over(clock.now()))


def open_lobbies() -> int:
    """Let lobbies become lines wherever a window has opened; in how many launches. Raises as
    `settle_all` does."""
    return _each(queries.with_lobbies_due(clock.now()))


@action
def serve(launch: Launch, free: int, at: datetime) -> None:
    """Offer what has become free to whoever is next in the line: a step of other actions."""
    if launch.allocation == Allocation.MANUAL or launch.state != LaunchState.SCHEDULED:
        return
    windows = queries.windows_of([launch.id])[launch.id]
    stock = queries.holding(launch, windows, clock.now()).stock
    line = queries.line_of(launch, windows, queries.waiting_in(launch, windows, at), stock)
    _write(launch, line.give(free, at))


@action
def tell_openings() -> None:
    """Let those be told who wanted to hear that a window has opened."""
    now = clock.now()
    for window in queries.windows_to_tell(now):
        window.told_at = now
        waiting = queries.to_be_told(window)
        for one in waiting:
            one.told_at = now
        people = tuple(one.user_id for one in waiting)
        if people and gates.is_open(window, now):
            announce(LaunchOpened(window.launch_id, window.id, people))


def _each(launch_ids: Collection[int]) -> int:
    failed = []
    for launch_id in sorted(launch_ids):
        try:
            _settle(launch_id)
        except Exception:
            log.exception("launch %s could not be settled", launch_id)
            failed.append(launch_id)
    if failed:
        # Whoever asked does it again later: those that went well have nothing to do then.
        raise RuntimeError(f"launches that could not be settled: {failed}")
    return len(launch_ids)


@action
def _settle(launch_id: int) -> None:
    settle(queries.launch_by_id(launch_id))


def _open_lobbies(launch: Launch, windows: Sequence[LaunchWindow]) -> None:
    """Give everybody in a lobby whose window has opened their place, as of that moment."""
    if launch.allocation != Allocation.FIRST_COME:
        return
    for room, window in queries.lobbies_due(launch.id, gates.time_of(launch, clock.now())):
        found = queries.holding(launch, windows, window.opens_at)
        _write(launch, found.moved)
        until = window.opens_at + timedelta(minutes=launch.hold_minutes)
        for entry_id, user_id in shuffle(launch, room, found.stock, windows):
            announce(LaunchOffered(launch.id, entry_id, user_id, 1, until))


def _write(launch: Launch, moved: Moved) -> None:
    touched = {one.entry_id for one in (*moved.lapsed, *moved.offered)}
    entries = queries.entries_by_ids(touched)
    for one in moved.lapsed:
        entries[one.entry_id].state = EntryState.LAPSED
        entries[one.entry_id].round = one.round
    for one in moved.offered:
        entry = entries[one.entry_id]
        entry.state, entry.round = EntryState.OFFERED, one.round
        # Whose own window is over has it by a later one.
        entry.window_id = one.window_id
        entry.offered_at, entry.offer_expires_at = one.offered_at, one.expires_at
        announce(LaunchOffered(launch.id, entry.id, entry.user_id, one.round, one.expires_at))
