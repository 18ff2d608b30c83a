"""Small facts that readers leave behind (views, positions), gathered in memory meanwhile.

A page that is read writes nothing. What it notes is kept here for a moment and written by a thread
of its own in one transaction; a crash loses at most that moment. While the database is away, notes
wait for it.
"""

import logging
import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from flask import Flask

from forum.kernel.db import is_passing

log = logging.getLogger(__name__)
PAUSE_AFTER_FAILURE = 2.0
T = TypeVar("T")


class Gatherer(Generic[T]):
    """Notes by key; a later note of the same key is merged with the earlier one."""

    def __init__(
        self,
        name: str,
        write: Callable[[dict[Hashable, T]], object],
        merge: Callable[[T, T], T],
    ) -> None:
        self.name = name
        self._write = write
        self._merge = merge
        self._notes: dict[Hashable, T] = {}
        self._lock = threading.Lock()
        self.noted = threading.Event()

    def note(self, key: Hashable, value: T) -> None:
        """Remember the value until the next flush."""
        with self._lock:
            old = self._notes.get(key)
            self._notes[key] = value if old is None else self._merge(old, value)
        self.noted.set()

    def flush(self) -> int:
        """Write what was gathered; returns how many notes there were. Needs an app context."""
        with self._lock:
            notes, self._notes = self._notes, {}
            self.noted.clear()
        if notes:
            self._write_or_keep(notes)
        return len(notes)

    def _write_or_keep(self, notes: dict[Hashable, T]) -> None:
        try:
            self._write(notes)
        except Exception as error:
            if is_passing(error):
                self._take_back(notes)
            raise

    def _take_back(self, notes: dict[Hashable, T]) -> None:
        """Keep what could not be written now; what was noted meanwhile came later."""
        with self._lock:
            for key, value in notes.items():
                later = self._notes.get(key)
                self._notes[key] = value if later is None else self._merge(value, later)
        self.noted.set()


class Flusher:
    """The thread that writes what the gatherers hold, a moment after it was noted."""

    def __init__(self, app: Flask, gatherers: list[Gatherer[object]], pause: float = 0.2) -> None:
        self._app = app
        self._gatherers = gatherers
        self._pause = pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="flusher", daemon=True)

    def start(self) -> None:
        """Begin to flush in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Flush once more and end."""
        self._stopping.set()
        self._thread.join(timeout=10)
        self.flush()

    def flush(self) -> bool:
        """Write everything now; whether all of it was.

        A gatherer that fails is logged and does not stop the others.
        """
        written = [self._has_flushed(gatherer) for gatherer in self._gatherers]
        return all(written)

    def _has_flushed(self, gatherer: Gatherer[object]) -> bool:
        try:
            with self._app.app_context():
                gatherer.flush()
        except Exception as error:
            if is_passing(error):
                log.warning("what %s gathered waits for the database: %s", gatherer.name, error)
            else:
                log.exception("could not write what %s gathered", gatherer.name)
            return False
        return True

    def _run(self) -> None:
        while not self._stopping.wait(self._pause):
            if any(gatherer.noted.is_set() for gatherer in self._gatherers) and not self.flush():
                self._stopping.wait(PAUSE_AFTER_FAILURE)
