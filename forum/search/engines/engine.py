"""What an engine is asked and what it answers; the three engines speak this and nothing else."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

# How many of the best a search brings; whoever wants more narrows the search.
MOST = 200
# A search that takes longer ends with what it has found so far.
PATIENCE_SECONDS = 0.15
TITLE_COUNTS = 2.0
FRESH_DAYS = 365.0
# So much of a match's weight never fades with age.
TIMELESS = 0.6


class Unready(Exception):
    """The index is not there, not whole yet, or cannot be read."""


@dataclass(frozen=True)
class Document:
    """One thing that can be found: words as they are searched, and facts as single words.

    ref    the number by which the thing is known here
    day    days since 1970
    text   all words, those of the title among them
    """

    ref: int
    day: int
    title: Sequence[str]
    text: Sequence[str]
    facts: Sequence[str]


# A word alone, or several that must follow each other.
Group = tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What is looked for.

    groups    words and phrases; all of them must be there, or with `one_is_enough` any
    without   words and phrases that must not be there
    facts     facts that must hold; of each inner set one is enough
    unlike    facts that must not hold
    hidden    refs that must not be found, whatever the index says
    newest    the latest first, instead of the best
    """

    groups: tuple[Group, ...] = ()
    without: tuple[Group, ...] = ()
    facts: tuple[frozenset[str], ...] = ()
    unlike: frozenset[str] = frozenset()
    hidden: frozenset[int] = frozenset()
    first_day: int | None = None
    last_day: int | None = None
    in_title: bool = False
    one_is_enough: bool = False
    newest: bool = False
    limit: int = MOST
    today: int = 0


@dataclass(frozen=True)
class Found:
    """The refs of what was found, best first, and how many there are.

    is_whole     whether all were counted
    was_hurried  whether time ran out, so that another try might find more
    """

    refs: Sequence[int]
    total: int
    is_whole: bool = True
    was_hurried: bool = False


class Engine(Protocol):
    """Keeps documents and finds them. A change is there for all readers once it returns."""

    name: str
    # Whether a fresh index stands beside the one in use, or changes it row by row.
    is_beside: bool

    def is_ready(self) -> bool:
        """Whether there is an index that holds everything."""

    def look_after(self) -> None:
        """Notice damage that no search has met yet; a damaged index is not ready any more."""

    def change(self, documents: Iterable[Document], remove: Collection[int] = ()) -> None:
        """Put documents in, in the place of those with the same refs; take others away."""

    def search(self, wanted: Wanted) -> Found:
        """The best matches. Raises Unready."""

    def frequencies(self, words: Collection[str], within: Wanted) -> Mapping[str, int]:
        """In how many of the documents within each word stands, without those in none."""

    def refs(self) -> set[int]:
        """Everything that is in the index. Raises Unready."""

    def fresh(self) -> "Engine":
        """An empty index beside this one, which takes over when it is filled."""

    def take_over(self) -> None:
        """Let this fresh index take the place of the one in use, in one moment."""

    def drop(self) -> None:
        """Give up the index and the room it takes."""

    def size(self) -> int:
        """The bytes that the index takes."""


class Patience:
    """How long a search may still take; what it has found when that is over must do."""

    def __init__(self, seconds: float = PATIENCE_SECONDS) -> None:
        self._ends_at = time.monotonic() + seconds
        self.was_lost = False

    def is_over(self) -> bool:
        """Whether to stop now; remembered, because then not all was looked at."""
        if not self.was_lost:
            self.was_lost = time.monotonic() > self._ends_at
        return self.was_lost


def freshness(age_days: float) -> float:
    """What a match of this age weighs: one today, less and less later, never nothing."""
    return TIMELESS + (1 - TIMELESS) / (1 + max(0.0, age_days) / FRESH_DAYS)
