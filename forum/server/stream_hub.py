"""The place where what happens meets the pages that are open: one for each server process."""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from forum.live import queries
from forum.live.queries import Happened
from forum.server.stream_reader import (
    Reader,
    Subjects,
    as_event,
    farewell,
    part_for,
    whisper_for,
)
from forum.server.stream_rights import Readers
from forum.server.stream_wire import Whisper, Wire

log = logging.getLogger(__name__)
# Events kept in memory, so that hundreds who come back at once ask the database nothing.
REMEMBERED = 2000
AT_ONCE = 500
RIGHTS_EVERY = 2.0
# A page is made from what was true a moment before it is shown.
MARK_SECONDS = 2.0
MOST_READERS = 2000
MOST_FOR_ADDRESS = 100


class Full(Exception):
    """There are as many open streams as there may be."""


class Stale(Exception):
    """The page has missed more than is remembered; it has to be loaded anew."""


class Hub:
    """Hands each event to the pages that want it and may know of it, in order and once."""

    def __init__(self, app: Flask, wire: Wire) -> None:
        self._app = app
        self._wire = wire
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.readers = Readers(app, self._thread)
        self._pages: set[Reader] = set()
        self._by_address: Counter[str] = Counter()
        self._recent: deque[Happened] = deque(maxlen=REMEMBERED)
        self._marks: deque[tuple[float, int]] = deque()
        self._tasks: list[asyncio.Task[None]] = []
        # Everything up to `last` has been handed on; all after `floor` is in memory.
        self.last = 0
        self._floor = 0
        self._is_leaving = False

    async def start(self) -> None:
        """Remember what happened lately, and begin to follow."""
        await self._begin()
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._watch())]

    async def stop(self) -> None:
        """Follow no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._wire.close()
        self._thread.shutdown(wait=False)

    def say_goodbye(self) -> None:
        """The server stops: all pages shall come again in a while, and not all at once.

        That is said to those, too, who come from now on.
        """
        self._is_leaving = True
        for reader in self._pages:
            _send_away(reader)

    @property
    def mark(self) -> int:
        """An event before which nothing can be missing from a page that is made now."""
        return self._marks[0][1] if self._marks else self.last

    @property
    def open_pages(self) -> int:
        return len(self._pages)

    async def join(self, reader: Reader, since: int | None) -> None:
        """Let a page hear of everything after this event. Raises Full and Stale."""
        address = reader.address
        if len(self._pages) >= MOST_READERS or self._by_address[address] >= MOST_FOR_ADDRESS:
            raise Full
        self._by_address[address] += 1
        try:
            for event in [] if since is None else await self.missed(since):
                _hand(event, reader)
        except BaseException:
            self._forget(address)
            raise
        self._pages.add(reader)
        if self._is_leaving:
            _send_away(reader)

    def leave(self, reader: Reader) -> None:
        """The page is closed."""
        if reader in self._pages:
            self._pages.discard(reader)
            self._forget(reader.address)

    async def missed(self, since: int) -> Sequence[Happened]:
        """Everything after this event that has been handed on. Raises Stale.

        Nothing is awaited after the last look, so that whoever joins next misses nothing.
        """
        if since < self._floor and not await self._is_kept(since):
            raise Stale
        if since > self.last and since > await self._run(queries.last_id):
            # The page knows of what has not happened: the database is another one by now.
            raise Stale
        earlier: Sequence[Happened] = []
        if since < self._floor:
            earlier = await self._read(since)
            if earlier and earlier[-1].id < self._floor:
                raise Stale
        seen = earlier[-1].id if earlier else since
        found = [*earlier, *(event for event in self._recent if event.id > seen)]
        if any(event.kind == queries.ANEW for event in found):
            raise Stale
        return found

    async def hear(self, words: Whisper) -> None:
        """Pass a whisper on to all processes, and so to all pages."""
        await self._wire.whisper(words)

    async def _begin(self) -> None:
        self.last = await self._run(queries.last_id)
        self._floor = max(0, self.last - REMEMBERED)
        self._recent.extend(await self._read(self._floor, most=REMEMBERED))
        self.last = self._recent[-1].id if self._recent else self.last
        oldest = self._recent[0].id - 1 if self._recent else self.last
        self._floor = max(self._floor, oldest)
        self._note_mark()

    async def _follow(self) -> None:
        while True:
            try:
                for words in await self._wire.wait_for_change():
                    self._whisper(words)
                await self._catch_up()
            except Exception:
                log.exception("open pages were not told what is new; trying again")
                await asyncio.sleep(1)

    async def _catch_up(self) -> None:
        while found := await self._read(self.last):
            for event in found:
                self._remember(event)
                for reader in self._pages:
                    _hand(event, reader)
            # Between two helpings everybody else has a turn.
            await asyncio.sleep(0)
        self._note_mark()

    async def _watch(self) -> None:
        """Look again and again who is behind the open pages."""
        while True:
            await asyncio.sleep(RIGHTS_EVERY)
            self._note_mark()
            try:
                await self._check_rights()
            except Exception:
                log.exception("could not look who is behind the open pages; trying again")

    async def _check_rights(self) -> None:
        if not self._pages:
            return
        pages = tuple(self._pages)
        found = await self.readers.refresh({reader.session_id for reader in pages})
        for reader in pages:
            rights = found.get(reader.session_id)
            if rights is None or rights.user_id != reader.rights.user_id:
                reader.end(farewell("signed-out", least=1.0, most=3.0))
            elif not rights.channels >= reader.rights.channels:
                # Whatever the page shows, it has to ask for anew.
                reader.end(farewell("rights", least=0.5, most=2.0))
            else:
                reader.rights = rights

    def _remember(self, event: Happened) -> None:
        if len(self._recent) == REMEMBERED:
            self._floor = self._recent[0].id
        self._recent.append(event)
        self.last = event.id

    def _note_mark(self) -> None:
        now = time.monotonic()
        self._marks.append((now, self.last))
        while len(self._marks) > 1 and self._marks[1][0] <= now - MARK_SECONDS:
            self._marks.popleft()

    def _whisper(self, words: Whisper) -> None:
        for reader in self._pages:
            part = whisper_for(words, reader)
            if part is not None:
                reader.tell(as_event(part))

    def _forget(self, address: str) -> None:
        self._by_address[address] -= 1
        if self._by_address[address] <= 0:
            del self._by_address[address]

    async def _is_kept(self, since: int) -> bool:
        first: int = await self._run(queries.first_id)
        return 0 < first <= since + 1

    async def _read(self, since: int, *, most: int = AT_ONCE) -> Sequence[Happened]:
        found: Sequence[Happened] = await self._run(queries.events_after, since, most=most)
        return found

    async def _run(self, ask: Any, *what: Any, **how: Any) -> Any:
        def answer() -> Any:
            with self._app.app_context():
                return ask(*what, **how)

        return await asyncio.get_running_loop().run_in_executor(self._thread, answer)


def subjects_of(named: dict[str, str]) -> Subjects:
    """What a page is about, from its address."""
    return Subjects.named(named.get("topics", ""), named.get("channels", ""))


def _hand(event: Happened, reader: Reader) -> None:
    if event.kind == queries.ANEW:
        reader.end(farewell("stale", least=5.0, most=10.0))
        return
    part = part_for(event, reader.subjects, reader.rights)
    if part is not None:
        reader.tell(as_event(part, event.id))


def _send_away(reader: Reader) -> None:
    reader.end(farewell("restart", least=1.0, most=10.0))
