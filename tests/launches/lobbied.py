"""Launches with a lobby, and people who are in it."""

from collections.abc import Sequence
from typing import Any

from forum.accounts.models import User
from forum.kernel import clock
from forum.launches import actions, queries
from forum.launches.actions import Opening, Supply
from forum.launches.models import EntryState, Launch, LaunchWindow, Lobby
from tests.launches.launched import MINUTE, NOON, member, scheduled


def with_lobby(*openings: Opening, stock: int = 2, **given: Any) -> Launch:
    """A launch for all members from noon on, whose lobby opens fifteen minutes before."""
    return scheduled(*openings, supply=Supply(stock_total=stock, **given))


def people(count: int) -> list[User]:
    return [member() for _ in range(count)]


def come(launch: Launch, everybody: Sequence[User], at: Any = NOON - 10 * MINUTE) -> None:
    """Let them be there ten minutes before noon, one after another."""
    with clock.at(at):
        for one in everybody:
            actions.be_there(one, launch)


def opened(launch: Launch, at: Any = NOON) -> None:
    """Let whoever comes next be the first after the opening."""
    with clock.at(at):
        actions.open_lobbies()


def window_of(launch: Launch) -> LaunchWindow:
    return queries.windows_of([launch.id])[launch.id][0]


def room_of(launch: Launch) -> Lobby:
    return queries.lobbies_of(launch.id)[window_of(launch).id]


def states(launch: Launch, everybody: Sequence[User]) -> list[EntryState | None]:
    """How far each of them is."""
    found = [queries.entry_of(one.id, launch) for one in everybody]
    return [entry and EntryState(entry.state) for entry in found]


def in_order(launch: Launch, everybody: Sequence[User]) -> list[User]:
    """Them as the lobby put them."""
    room = room_of(launch)
    places = {
        one.id: queries.places_of(one.id, [room.window_id])[room.window_id].number
        for one in everybody
    }
    return sorted(everybody, key=lambda one: places[one.id] or 0)
