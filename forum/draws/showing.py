"""A draw as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from forum.accounts.models import User, Viewer
from forum.draws import fair, queries
from forum.draws.models import Draw
from forum.draws.queries import Place
from forum.kernel import clock
from forum.launches import queries as launched
from forum.launches.models import EntryState, LaunchEntry

# So many places stand on the page; all of them are in the file.
SHOWN = 100


@dataclass(frozen=True)
class Numbers:
    """How many are in, and how many won."""

    entered: int
    void: int
    won: int


@dataclass(frozen=True)
class Mine:
    """The viewer's own part in the draw."""

    entry: LaunchEntry
    tickets: int

    @property
    def is_in(self) -> bool:
        """Whether they take part."""
        return self.entry.state not in {EntryState.VOID, EntryState.LEFT}


def numbers_of(draw: Draw, places: Sequence[Place]) -> Numbers:
    """Counted in what is published."""
    listed = fair.read(draw.entries_file)
    void = sum(not tickets for tickets in listed.values()) + len(draw.struck)
    return Numbers(len(listed), void, sum(place.has_won for place in places))


def mine(viewer: Viewer, draw: Draw) -> Mine | None:
    """What the viewer has in the draw; nothing for those who did not enter."""
    if not isinstance(viewer, User):
        return None
    entry = launched.entry_of(viewer.id, draw.launch)
    if entry is None:
        return None
    if draw.frozen_at is not None:
        return Mine(entry, entry.tickets)
    losses = queries.losses_of([viewer.id], clock.now())
    return Mine(entry, fair.tickets_for(losses[viewer.id]))


def script() -> str:
    """A program of a few lines that counts a draw again and needs nothing of ours."""
    return Path(__file__).with_name("recount.txt").read_text(encoding="utf-8")
