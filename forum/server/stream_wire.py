"""How a server process learns that there is something new in the database, whoever wrote it.

SQLite is asked: its data version costs some microseconds. PostgreSQL tells. Both also carry
whispers, which are short words to open pages that are never written down.
"""

import asyncio
import json
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import make_url

log = logging.getLogger(__name__)
ASKED_EVERY = 0.5
# How long at most nobody looks, in case a word of PostgreSQL was lost with its connection.
LOOKED_EVERY = 5.0
TRIED_AGAIN_AFTER = 1.0
BELL = "guildhall_live"
Whisper = dict[str, Any]


class Wire(Protocol):
    """What the hub asks of it; one hub waits at a time."""

    async def wait_for_change(self) -> Sequence[Whisper]:
        """Return when rows may be new, with what was whispered meanwhile."""

    async def whisper(self, words: Whisper) -> None:
        """Let the hubs of all processes hear this."""

    async def close(self) -> None:
        """Wait no more."""


class FileWire:
    """SQLite: its file is looked at twice a second. There is one server process."""

    def __init__(self, file: Path) -> None:
        self._line = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._version = self._ask()
        self._whispers: list[Whisper] = []
        self._spoken = asyncio.Event()

    async def wait_for_change(self) -> Sequence[Whisper]:
        """Return when another connection has committed, or when something was whispered."""
        while not self._whispers and not self._has_changed():
            self._spoken.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(ASKED_EVERY):
                    await self._spoken.wait()
        heard, self._whispers = self._whispers, []
        return heard

    async def whisper(self, words: Whisper) -> None:
        """Heard by the one hub there is."""
        self._whispers.append(words)
        self._spoken.set()

    async def close(self) -> None:
        """Let go of the file."""
        self._line.close()

    def _has_changed(self) -> bool:
        before, self._version = self._version, self._ask()
        return before != self._version

    def _ask(self) -> int:
        version: int = self._line.execute("PRAGMA data_version").fetchone()[0]
        return version


class ServerWire:
    """PostgreSQL: every commit that wrote an event rings a bell."""

    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql")
        self._address = plain.render_as_string(hide_password=False)
        # The driver is an extra: a forum on SQLite does without it.
        self._driver: Any = make_url(url).get_dialect().import_dbapi()
        self._listening: Any = None
        self._speaking: Any = None

    async def wait_for_change(self) -> Sequence[Whisper]:
        """Return when the bell rang; and now and then without, so that nothing is missed for long.

        A connection that was lost is made anew, and what happened meanwhile is looked at.
        """
        try:
            if self._listening is None:
                self._listening = await self._connect()
                await self._listening.execute(f"LISTEN {BELL}")
                return []
            found = self._listening.notifies(timeout=LOOKED_EVERY, stop_after=1)
            return [json.loads(one.payload) async for one in found if one.payload]
        except self._driver.Error as error:
            log.warning("the database does not tell what is new: %s", error)
            self._listening = None
            await asyncio.sleep(TRIED_AGAIN_AFTER)
            return []

    async def whisper(self, words: Whisper) -> None:
        """Heard by the hubs of all processes; lost when the database is away."""
        try:
            self._speaking = self._speaking or await self._connect()
            await self._speaking.execute("SELECT pg_notify(%s, %s)", (BELL, json.dumps(words)))
        except self._driver.Error as error:
            log.debug("a whisper was lost: %s", error)
            self._speaking = None

    async def close(self) -> None:
        """Hang up."""
        for line in (self._listening, self._speaking):
            if line is not None:
                await line.close()

    async def _connect(self) -> Any:
        return await self._driver.AsyncConnection.connect(self._address, autocommit=True)


def wire_to(url: str) -> Wire:
    """The wire that fits the database at this address."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return FileWire(Path(str(address.database)))
    return ServerWire(url)
