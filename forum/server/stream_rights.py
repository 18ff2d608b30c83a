"""Who is behind an open page and what they may be told, asked for many pages at once.

An answer holds for a moment; whatever is decided about a reader is true on all their pages within
that moment.
"""

import asyncio
import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from forum.live import queries
from forum.live.queries import Rights

HOLDS_SECONDS = 2.0


class Readers:
    """The rights of sessions, kept as long as they hold."""

    def __init__(self, app: Flask, thread: ThreadPoolExecutor) -> None:
        self._app = app
        self._thread = thread
        self._known: dict[int, tuple[float, Rights | None]] = {}
        self._asked: set[int] = set()
        self._answer: asyncio.Task[None] | None = None

    async def rights(self, session_id: int) -> Rights | None:
        """What the reader of this session may be told; nothing when the session has ended."""
        while (known := self._known.get(session_id)) is None or not _holds(known[0]):
            self._asked.add(session_id)
            if self._answer is None:
                self._answer = asyncio.create_task(self._ask())
            await asyncio.shield(self._answer)
        return known[1]

    async def refresh(self, session_ids: Collection[int]) -> Mapping[int, Rights]:
        """The rights of all these sessions as they are now; ended ones are missing."""
        found = await self._find(session_ids)
        begun = time.monotonic()
        # Whoever has no open page any more is forgotten with this.
        self._known = {one: (begun, found.get(one)) for one in session_ids}
        return found

    async def _ask(self) -> None:
        """Answer for all who have asked up to now, at once."""
        asked, self._asked = self._asked, set()
        try:
            found = await self._find(asked)
            begun = time.monotonic()
            self._known |= {one: (begun, found.get(one)) for one in asked}
        finally:
            self._answer = None

    async def _find(self, session_ids: Collection[int]) -> Mapping[int, Rights]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._read, tuple(session_ids))

    def _read(self, session_ids: Collection[int]) -> Mapping[int, Rights]:
        with self._app.app_context():
            return queries.rights_of(session_ids)


def _holds(begun: float) -> bool:
    return time.monotonic() - begun < HOLDS_SECONDS
