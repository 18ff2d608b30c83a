"""What launches promise to `forum verify`."""

from collections.abc import Iterator

from sqlalchemy import func, select

from forum.channels.models import Channel, Visibility
from forum.kernel import sealing
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.launches import keeping, lobby, queries
from forum.launches.models import Launch, LaunchEntry, LaunchWindow
from forum.launches.policy import TAKEN
from forum.launches.queries import proving, recounting


def sold_too_often() -> Iterator[str]:
    """No more is taken than there is."""
    gone = func.sum(LaunchEntry.quantity)
    query = (
        select(Launch.id, Launch.stock_total, gone)
        .join(LaunchEntry, LaunchEntry.launch_id == Launch.id)
        .where(LaunchEntry.state.in_(TAKEN), Launch.stock_total.is_not(None))
        .group_by(Launch.id, Launch.stock_total)
        .having(gone > Launch.stock_total)
    )
    for launch_id, total, taken in db.session.execute(query):
        yield f"launch {launch_id} has {total}, and {taken} are taken"


def odd_windows() -> Iterator[str]:
    """Everybody came in by a window of the launch that they are in."""
    query = (
        select(LaunchEntry.id)
        .join(LaunchWindow, LaunchWindow.id == LaunchEntry.window_id)
        .where(LaunchWindow.launch_id != LaunchEntry.launch_id)
    )
    for entry_id in db.session.scalars(query):
        yield f"entry {entry_id} came in by a window of another launch"


def open_rooms() -> Iterator[str]:
    """The rooms of launches are hidden."""
    rooms = select(Launch.id).join(Channel, Channel.id == Launch.channel_id)
    for launch_id in db.session.scalars(rooms.where(Channel.visibility != Visibility.SECRET)):
        yield f"the room of launch {launch_id} is not hidden"


def approved_alone() -> Iterator[str]:
    """What was approved says by whom."""
    query = select(Launch.id).where(
        Launch.approved_at.is_not(None), Launch.approved_by_id.is_(None)
    )
    for launch_id in db.session.scalars(query):
        yield f"launch {launch_id} was approved by nobody"


def codes() -> Iterator[str]:
    """Whoever has one has its code, which is theirs alone; or waits for it."""
    for entry_id in proving.without_code():
        yield f"entry {entry_id} has neither its code nor a place in the line for one"
    for code_id in proving.shared():
        yield f"code {code_id} is the code of several entries"
    for entry_id in proving.not_theirs():
        yield f"entry {entry_id} has a code that is not its member's, or of another pool"
    for entry_id in proving.kept_after():
        yield f"entry {entry_id} is over and has a code"


def lobbies_counted_again() -> Iterator[str]:
    """Whoever counts the order of a lobby again comes to what is written down."""
    for room, _window, launch in queries.all_lobbies():
        if room.shuffled_at is not None:
            yield from recounting.problems_of(room, launch)


def lobby_seeds_kept() -> Iterator[str]:
    """The seed of a lobby that is to come can be read, and is the one whose fingerprint was
    published."""
    for room, _window, launch in queries.all_lobbies():
        try:
            seed = room.seed or keeping.opened(room.sealed_seed)
        except sealing.Unreadable:
            seed = ""
        if room.shuffled_at is None and lobby.fingerprint(seed) != room.fingerprint:
            yield f"the seed of the lobby of window {room.window_id} of {launch.slug} is lost"


ALL = [
    Check("launches: no more is taken than there is", sold_too_often),
    Check("launches: everybody came in by a window of their launch", odd_windows),
    Check("launches: their rooms are hidden", open_rooms),
    Check("launches: somebody approved each", approved_alone),
    Check("launches: every claim has its code or waits for it, and no code is two's", codes),
    Check("launches: each lobby can be counted again", lobbies_counted_again),
    Check("launches: no seed of a lobby is lost", lobby_seeds_kept),
]
