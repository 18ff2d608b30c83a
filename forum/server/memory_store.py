"""Where kept pages lie: in this process, the ones used last, and no more bytes than allowed."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field

from forum.server.answers import Headers
from forum.server.memory_key import Key

# Also without a change in the database a page grows old: "2 minutes ago", a pin that lapses.
LONGEST_SECONDS = 30.0
# About what Python needs around the bytes of a page.
OVERHEAD = 2000


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A whole answer, and the state of the database from which it was made."""

    body: bytes
    headers: Headers
    etag: bytes
    # What the page shows, in the words of its mark: readers from memory are counted as well.
    shown: str
    stamp: str
    made_at: float = field(default_factory=time.monotonic)

    @property
    def size(self) -> int:
        """How many bytes it takes, roughly."""
        return len(self.body) + OVERHEAD

    def is_true(self, stamp: str) -> bool:
        """Whether it is still what would be made now."""
        return stamp != "" and self.stamp == stamp and self.age < LONGEST_SECONDS

    @property
    def age(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self.made_at


class Store:
    """Pages by key. Used by the event loop alone, so that it needs no lock."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self.filled = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key, stamp: str) -> KeptPage | None:
        """The page, if there is a true one."""
        found = self._pages.get(key)
        if found is None:
            return None
        if not found.is_true(stamp):
            self._drop(key)
            return None
        self._pages.move_to_end(key)
        return found

    def put(self, key: Key, page: KeptPage) -> None:
        """Keep the page; those not used for longest make room."""
        if not page.stamp or page.size > self._most // 4:
            return
        self._drop(key)
        self._pages[key] = page
        self.filled += page.size
        self._drop_dead(page.stamp)
        while self.filled > self._most:
            self._drop(next(iter(self._pages)))

    def _drop_dead(self, stamp: str) -> None:
        """Let go of what nobody asked for again before something was written, or it grew old."""
        while self._pages:
            key, page = next(iter(self._pages.items()))
            if page.is_true(stamp):
                break
            self._drop(key)

    def _drop(self, key: Key) -> None:
        dropped = self._pages.pop(key, None)
        if dropped is not None:
            self.filled -= dropped.size
