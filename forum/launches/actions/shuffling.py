"""The seeds of lobbies, and the order of those who were there: steps of other actions."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, update

from forum.kernel import clock, sealing
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.launches import gates, keeping, lobby, queries
from forum.launches.actions.telling import note
from forum.launches.gates import Stock
from forum.launches.models import (
    Allocation,
    Embargo,
    EntryState,
    Launch,
    LaunchEntry,
    LaunchWindow,
    Lobby,
    LobbyPlace,
)
from forum.launches.policy import DONE
from forum.launches.public_ids import new_public_id
from forum.launches.queries import Part

log = logging.getLogger(__name__)


@action
def prepare(launch: Launch, windows: Sequence[LaunchWindow]) -> None:
    """Choose a seed for the lobby of each window, and publish its fingerprint."""
    # Of what is secret nobody can know before it opens for them: there is nothing to wait at.
    is_first_come = launch.allocation == Allocation.FIRST_COME and launch.stock_total is not None
    if not launch.lobby_minutes or not is_first_come or launch.embargo == Embargo.SECRET:
        return
    forget(launch)
    found = {}
    for window in windows:
        seed = lobby.new_seed()
        mark = lobby.fingerprint(seed)
        kept = keeping.sealed(seed)
        db.session.add(
            Lobby(window_id=window.id, launch_id=launch.id, fingerprint=mark, sealed_seed=kept)
        )
        found[str(window.id)] = mark
    db.session.flush()
    note(launch, "lobby_prepared", facts={"fingerprints": found})


@action
def forget(launch: Launch) -> None:
    """Take the lobbies out of a launch of which nothing has opened."""
    own = [one.window_id for one in queries.lobbies_of(launch.id).values()]
    places = delete(LobbyPlace).where(LobbyPlace.window_id.in_(own))
    for gone in (places, delete(Lobby).where(Lobby.launch_id == launch.id)):
        db.session.execute(gone.execution_options(synchronize_session="fetch"))


@action
def shuffle(
    launch: Launch, room: Lobby, stock: Stock, windows: Sequence[LaunchWindow]
) -> Sequence[tuple[int, int]]:
    """Give those who were there when it opened their places: the first get an offer, as many as
    there are pieces, and the rest stand in the line. Nothing but who was there and the seed
    decides, whenever this is done. Returns the parts that are offers now, each with its member."""
    window = next(one for one in windows if one.id == room.window_id)
    people, parts = queries.people_in(window.id), queries.parts_of_people(room)
    room.seed, room.shuffled_at = _seed_of(room), clock.now()
    order = lobby.shuffled(room.seed, launch.slug, people)
    room.pieces, room.people_file = stock.left_by(window.id) or 0, lobby.file_of(order)
    room.passed = sorted(
        name for name in order if (part := parts.get(people[name])) and part.state in DONE
    )
    outcomes = lobby.outcomes(order, room.passed, room.pieces)
    db.session.flush()
    _begin(launch, window, [people[name] for name in order if people[name] not in parts])
    parts = queries.parts_of_people(room)
    others = {one.id for one in windows if gates.is_open(one, window.opens_at)} - {window.id}
    rows = [
        _row(launch, window, parts[people[name]].id, number, is_offered=outcomes[name] == "offered")
        for number, name in enumerate(order, start=1)
        if outcomes[name] == "offered"
        or (outcomes[name] == "line" and not _stands_in(parts[people[name]], others))
    ]
    _write(launch, rows)
    _write_numbers(window, order, people)
    facts = {"people": len(order), "pieces": room.pieces, "window": window.id}
    note(launch, "lobby_shuffled", facts=facts)
    return [(parts[people[name]].id, people[name]) for name in order if outcomes[name] == "offered"]


def _seed_of(room: Lobby) -> str:
    try:
        return keeping.opened(room.sealed_seed)
    except sealing.Unreadable:
        # It opens all the same; that it is another seed than the published one is seen by all.
        log.error("the seed of the lobby of window %s cannot be read", room.window_id)
        return lobby.new_seed()


def _begin(launch: Launch, window: LaunchWindow, user_ids: Sequence[int]) -> None:
    """Let these people have a part in the launch; there may be many thousands of them."""
    given = {"launch_id": launch.id, "window_id": window.id, "state": EntryState.LEFT}
    rows = [{**given, "user_id": one, "public_id": new_public_id()} for one in user_ids]
    if rows:
        db.session.execute(insert(LaunchEntry), rows)


def _row(
    launch: Launch, window: LaunchWindow, entry_id: int, number: int, *, is_offered: bool
) -> dict[str, Any]:
    until = window.opens_at + timedelta(minutes=launch.hold_minutes)
    return {
        "id": entry_id,
        "window_id": window.id,
        "rank": number,
        "quantity": 1,
        "state": EntryState.OFFERED if is_offered else EntryState.WAITING,
        "entered_at": window.opens_at,
        "round": 1 if is_offered else 0,
        "offered_at": window.opens_at if is_offered else None,
        "offer_expires_at": until if is_offered else None,
    }


def _write(launch: Launch, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(update(LaunchEntry), rows)
    for one in list(db.session):
        if isinstance(one, LaunchEntry) and one.launch_id == launch.id:
            db.session.expire(one)


def _stands_in(part: Part, open_windows: Collection[int]) -> bool:
    """Whether they stand in the line of one of these windows already."""
    return part.state == EntryState.WAITING and part.window_id in open_windows


def _write_numbers(window: LaunchWindow, order: Sequence[str], people: Mapping[str, int]) -> None:
    rows = [
        {"window_id": window.id, "user_id": people[name], "number": number}
        for number, name in enumerate(order, start=1)
    ]
    if rows:
        db.session.execute(update(LobbyPlace), rows)
