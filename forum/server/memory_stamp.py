"""A word for the state of the database: as long as it is the same, no page has changed.

No word means that the state is not known, and nothing that is kept can be true.
"""

import asyncio
import logging
import sqlite3
import time
from contextlib import suppress
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)
# How old the word may be when a kept page is given out: less than the second that is promised.
LOOKED_EVERY = 0.25
# Who wants a page shall not wait for a database that did not answer a moment ago.
QUIET_SECONDS = 1.0


class Source(Protocol):
    """Where the word comes from."""

    is_quick: bool

    def read(self) -> str:
        """The word of this moment; nothing when it is not known."""


class Stamps:
    """The word as it was a moment ago, or as it is now."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._last = ""
        self._looked_at = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def recent(self) -> str:
        """The word, read at most a quarter of a second ago."""
        if time.monotonic() - self._looked_at < LOOKED_EVERY:
            return self._last
        return await self.fresh()

    async def fresh(self) -> str:
        """The word as it is now. What is made from now on is at least as new as it says."""
        asked = time.monotonic()
        if self._source.is_quick:
            self._last, self._looked_at = self._source.read(), asked
            return self._last
        async with self._one_at_a_time:
            # Whoever waited takes the word of the one before, if that one looked after we asked.
            if self._looked_at < asked:
                begun = time.monotonic()
                self._last = await asyncio.to_thread(self._source.read)
                self._looked_at = begun
            return self._last


class SqliteSource:
    """SQLite counts the commits of all others for each connection; asking costs microseconds."""

    is_quick = True

    def __init__(self, path: str) -> None:
        self._line = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._line.execute("PRAGMA busy_timeout=0")

    def read(self) -> str:
        """The count, or nothing when the database is busy."""
        try:
            return str(self._line.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            return ""


class PostgresSource:
    """PostgreSQL names the transactions that a reader sees; the same names, the same sight."""

    is_quick = False

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._line: Connection | None = None
        self._quiet_until = 0.0

    def read(self) -> str:
        """The names, or nothing when the database does not answer."""
        if time.monotonic() < self._quiet_until:
            return ""
        try:
            if self._line is None:
                self._line = self._engine.connect()
            return str(self._line.scalar(text("SELECT pg_current_snapshot()::text")))
        except SQLAlchemyError:
            log.info("the database does not say how it stands; pages are made anew")
            self._hang_up()
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            return ""

    def _hang_up(self) -> None:
        """Let go of the line, so that the pool does not lose one with every fault."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(SQLAlchemyError):
                line.invalidate()
                line.close()


def source_for(engine: Engine) -> Source:
    """The source that fits the database."""
    if engine.dialect.name == "sqlite":
        return SqliteSource(str(engine.url.database))
    return PostgresSource(engine)
