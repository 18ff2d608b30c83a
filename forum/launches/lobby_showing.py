"""A lobby as the page of its launch shows it to one viewer, and as everybody may check it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forum.accounts.models import Viewer
from forum.kernel.policy import Verdict
from forum.launches import being_there, gates, lobby, queries, words
from forum.launches.models import Launch, LaunchWindow, Lobby, LobbyPlace
from forum.launches.showing import Shown

# So many places stand on the page; all of them are in the file.
SHOWN = 100


@dataclass(frozen=True)
class ShownLobby:
    """The lobby that concerns the viewer now: the next one of theirs, else the last."""

    window: LaunchWindow
    room: Lobby
    opens_from: datetime
    # coming, open, over, or stopped while the clock stands still.
    state: str
    mine: LobbyPlace | None
    may_come: Verdict
    people: int


@dataclass(frozen=True)
class Ordered:
    """Somebody's place in the order of a lobby, as everybody may read it."""

    number: int
    public_id: str
    key: str
    # offered, line, or passed.
    outcome: str


@dataclass(frozen=True)
class Published:
    """All that everybody may know of one lobby."""

    window: LaunchWindow
    name: str
    room: Lobby
    opens_from: datetime
    people: int
    order: Sequence[Ordered]
    mine: LobbyPlace | None


def lobby_for(viewer: Viewer, one: Shown) -> ShownLobby | None:
    """The lobby that the page of a launch speaks of; four queries, and one without lobbies.

    Whoever is let in already needs none that is to come.
    """
    launch, rooms = one.launch, queries.lobbies_of(one.launch.id)
    at = gates.time_of(launch, one.now)
    is_in = any(gates.is_open(window, at) for window in one.sight.own)
    own = [
        window
        for window in one.sight.own
        if window.id in rooms and (gates.has_opened(window, at) or not is_in)
    ]
    if not own:
        return None
    coming = [window for window in own if not gates.has_opened(window, at)]
    window = coming[0] if coming else own[-1]
    places = queries.places_of(viewer.id, [window.id]) if not viewer.is_guest else {}
    may = being_there.can_be_there(viewer, launch, one.now, sight=one.sight, lobbies=rooms)
    return ShownLobby(
        window,
        rooms[window.id],
        lobby.opens_from(window, launch.lobby_minutes),
        _state(launch, window, at),
        places.get(window.id),
        may,
        queries.people_at([window.id])[window.id],
    )


def published(viewer: Viewer, launch: Launch) -> Sequence[Published]:
    """Every lobby of a launch, as they open; with as many queries however many there are."""
    rooms = queries.lobbies_of(launch.id)
    windows = [one for one in queries.windows_of([launch.id])[launch.id] if one.id in rooms]
    counts = queries.people_at(list(rooms))
    mine = queries.places_of(viewer.id, list(rooms)) if not viewer.is_guest else {}
    found = []
    for window in windows:
        room = rooms[window.id]
        opens_from = lobby.opens_from(window, launch.lobby_minutes)
        order = order_of(launch, room)
        people = len(order) if room.shuffled_at else counts[window.id]
        place = mine.get(window.id)
        found.append(
            Published(window, words.name_of(window), room, opens_from, people, order, place)
        )
    return found


def order_of(launch: Launch, room: Lobby) -> Sequence[Ordered]:
    """The order of a lobby counted again from what is published; empty before it opens."""
    if room.shuffled_at is None:
        return []
    order = lobby.shuffled(room.seed, launch.slug, lobby.read(room.people_file))
    outcomes = lobby.outcomes(order, room.passed, room.pieces or 0)
    return [
        Ordered(number, name, lobby.key_of(room.seed, launch.slug, name), outcomes[name])
        for number, name in enumerate(order, start=1)
    ]


def script() -> str:
    """A program of a few lines that counts an order again and needs nothing of ours."""
    return Path(__file__).with_name("recount.txt").read_text(encoding="utf-8")


def _state(launch: Launch, window: LaunchWindow, at: datetime) -> str:
    if gates.has_opened(window, at):
        return "over"
    if launch.stopped_at is not None:
        return "stopped"
    return "open" if lobby.is_open(window, launch.lobby_minutes, at) else "coming"
