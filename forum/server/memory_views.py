"""Readers whose page came from memory are counted as all others: a moment later, by Flask."""

import json
import logging
import threading
from dataclasses import dataclass

from flask import Flask

from forum.accounts.models import Guest
from forum.kernel import shown

log = logging.getLogger(__name__)
PAUSE = 0.5
# So many different readers in half a second are more than anybody needs to count.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Seen:
    """Who saw what: the same reader with the same page counts once."""

    shown: str
    address: str
    browser: str
    purpose: str


class Views:
    """Gathers what was seen, and lets the slices take note of it in a thread of its own."""

    def __init__(self, app: Flask, pause: float = PAUSE) -> None:
        self._app = app
        self._pause = pause
        self._seen: set[Seen] = set()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="views", daemon=True)

    def note(self, seen: Seen) -> None:
        """Remember for a moment."""
        with self._lock:
            if len(self._seen) < MOST:
                self._seen.add(seen)

    def start(self) -> None:
        """Begin to hand over in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Hand over once more and end."""
        self._stopping.set()
        self._thread.join(timeout=10)
        self.hand_over()

    def hand_over(self) -> None:
        """Tell the slices now."""
        with self._lock:
            gathered, self._seen = self._seen, set()
        for seen in gathered:
            try:
                self._tell(seen)
            except Exception:
                log.exception("could not take note of a page from memory")

    def _tell(self, seen: Seen) -> None:
        """Ask as Flask would have asked when it made the page for this reader."""
        headers = {"User-Agent": seen.browser, "Sec-Purpose": seen.purpose}
        came_from = {"REMOTE_ADDR": seen.address}
        with self._app.test_request_context(environ_base=came_from, headers=headers):
            for kind, row_id, up_to in json.loads(seen.shown):
                shown.tell(Guest(), shown.Shown(kind, row_id, up_to))

    def _run(self) -> None:
        while not self._stopping.wait(self._pause):
            if self._seen:
                self.hand_over()
