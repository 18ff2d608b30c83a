"""Who is in the lobby of a window, and what was published of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.launches.models import (
    EntryState,
    Launch,
    LaunchEntry,
    LaunchState,
    LaunchWindow,
    Lobby,
    LobbyPlace,
)


def lobbies_of(launch_id: int) -> Mapping[int, Lobby]:
    """The lobbies of a launch by window; none before it is approved."""
    query = select(Lobby).where(Lobby.launch_id == launch_id)
    return {one.window_id: one for one in db.session.scalars(query)}


def lobbies_due(launch_id: int, at: datetime) -> Sequence[tuple[Lobby, LaunchWindow]]:
    """Lobbies whose window has opened by this time and in which nobody has a place yet, as the
    database has them now."""
    query = (
        select(Lobby, LaunchWindow)
        .join(LaunchWindow, LaunchWindow.id == Lobby.window_id)
        .where(
            Lobby.launch_id == launch_id,
            Lobby.shuffled_at.is_(None),
            LaunchWindow.opens_at <= at,
        )
        .order_by(LaunchWindow.opens_at, LaunchWindow.id)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def with_lobbies_due(now: datetime) -> Sequence[int]:
    """Launches of which a lobby is due and whose clock runs."""
    query = (
        select(Lobby.launch_id)
        .join(LaunchWindow, LaunchWindow.id == Lobby.window_id)
        .join(Launch, Launch.id == Lobby.launch_id)
        .where(
            Lobby.shuffled_at.is_(None),
            LaunchWindow.opens_at <= now,
            Launch.state == LaunchState.SCHEDULED,
            Launch.stopped_at.is_(None),
        )
        .distinct()
    )
    return db.session.scalars(query).all()


def people_in(window_id: int) -> Mapping[str, int]:
    """Who is in a lobby, by their public numbers: there may be many thousands."""
    query = select(LobbyPlace.public_id, LobbyPlace.user_id)
    query = query.where(LobbyPlace.window_id == window_id)
    return {row.public_id: row.user_id for row in db.session.execute(query)}


def people_at(window_ids: Collection[int]) -> Mapping[int, int]:
    """How many are in each of these lobbies."""
    query = select(LobbyPlace.window_id, func.count()).where(LobbyPlace.window_id.in_(window_ids))
    rows = db.session.execute(query.group_by(LobbyPlace.window_id))
    return dict.fromkeys(window_ids, 0) | {row[0]: row[1] for row in rows}


def places_of(user_id: int, window_ids: Collection[int]) -> Mapping[int, LobbyPlace]:
    """A member's places in these lobbies, by window."""
    query = select(LobbyPlace).where(
        LobbyPlace.user_id == user_id, LobbyPlace.window_id.in_(window_ids)
    )
    return {one.window_id: one for one in db.session.scalars(query)}


class Part(NamedTuple):
    """What somebody in a lobby has in its launch already."""

    id: int
    user_id: int
    window_id: int
    state: EntryState


def parts_of_people(lobby: Lobby) -> Mapping[int, Part]:
    """The parts that those in a lobby have in its launch already, by member."""
    people = select(LobbyPlace.user_id).where(LobbyPlace.window_id == lobby.window_id)
    query = select(
        LaunchEntry.id, LaunchEntry.user_id, LaunchEntry.window_id, LaunchEntry.state
    ).where(LaunchEntry.launch_id == lobby.launch_id, LaunchEntry.user_id.in_(people))
    return {row.user_id: Part(*row) for row in db.session.execute(query)}


def numbers_in(window_id: int) -> Mapping[str, int | None]:
    """The place that is written down for each public number of a lobby."""
    query = select(LobbyPlace.public_id, LobbyPlace.number)
    query = query.where(LobbyPlace.window_id == window_id)
    return {row.public_id: row.number for row in db.session.execute(query)}


def all_lobbies(launch_id: int | None = None) -> Sequence[tuple[Lobby, LaunchWindow, Launch]]:
    """Every lobby, or those of one launch, as they open."""
    query = (
        select(Lobby, LaunchWindow, Launch)
        .join(LaunchWindow, LaunchWindow.id == Lobby.window_id)
        .join(Launch, Launch.id == Lobby.launch_id)
        .order_by(LaunchWindow.opens_at, LaunchWindow.id)
    )
    if launch_id is not None:
        query = query.where(Lobby.launch_id == launch_id)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]
