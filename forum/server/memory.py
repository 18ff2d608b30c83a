"""Whole pages for guests, given out by the event loop before Flask does any work.

Flask says which pages are the same for every guest (`web/guest_pages.py`). They are kept with the
state of the database from which they were made, and are given out only while it is the same.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from typing import Any, TypeAlias

from flask import Flask

from forum.kernel.db import db
from forum.server.answers import Headers, Message, Scope, Send
from forum.server.memory_key import Key, key_of, watched
from forum.server.memory_stamp import Stamps, source_for
from forum.server.memory_store import KeptPage, Store
from forum.server.memory_views import Seen, Views
from forum.web.guest_pages import HELD_SERVER, MARK

Make: TypeAlias = Callable[[Send], Awaitable[None]]
MEGABYTE = 1024 * 1024
MARK_HEADER = MARK.lower().encode()
ABOUT_THE_BODY = {b"content-length", b"content-encoding"}
LARGEST_PAGE = 4 * MEGABYTE
# Addresses that turned out not to be for keeping: nobody waits there for somebody else's page.
MOST_REFUSED = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that a kept page may answer."""

    key: Key
    headers: Mapping[bytes, bytes]
    address: str
    is_head: bool


class Memory:
    """Answers from memory, and takes note of what Flask answers."""

    def __init__(self, app: Flask, store: Store, stamps: Stamps, shared: Any = None) -> None:
        self.views = Views(app)
        self.store = store
        self._stamps = stamps
        self._shared = shared
        self._cookie: bytes = app.config["SESSION_COOKIE_NAME"].encode()
        self._tells = bool(app.debug)
        self._making: dict[Key, asyncio.Event] = {}
        self._refused: OrderedDict[Key, None] = OrderedDict()

    def asked(self, scope: Scope) -> Asked | None:
        """The request, if it is one that memory may answer."""
        headers = watched(scope)
        key = None if headers is None else key_of(scope, headers, self._cookie)
        if key is None or headers is None:
            return None
        address = scope["client"][0] if scope.get("client") else ""
        return Asked(key, headers, address, scope["method"] == "HEAD")

    async def answer(self, asked: Asked, send: Send, make: Make) -> None:
        """Send the kept page; or the one that is made now, which others wait for."""
        page = self.store.get(asked.key, await self._stamps.recent())
        if page is None and asked.key not in self._refused:
            page = await self._made_by_another(asked)
        if page is not None:
            await self._send(page, asked, send)
        elif asked.is_head:
            await make(Recorder(send))
        else:
            await self._make(asked, send, make)

    async def _made_by_another(self, asked: Asked) -> KeptPage | None:
        """The page that another request, or another process, has made meanwhile."""
        making = self._making.get(asked.key)
        if making is not None:
            await making.wait()
            return self.store.get(asked.key, await self._stamps.recent())
        if self._shared is None:
            return None
        page: KeptPage | None = await self._shared.get(asked.key, await self._stamps.recent())
        if page is not None:
            self.store.put(asked.key, page)
        return page

    async def _make(self, asked: Asked, send: Send, make: Make) -> None:
        """Let Flask make the page. Only the first to ask is waited for by others."""
        leads = asked.key not in self._making and asked.key not in self._refused
        if leads:
            self._making[asked.key] = asyncio.Event()
        try:
            # The state is asked for before Flask looks: a page is never older than it says.
            stamp = await self._stamps.fresh()
            recorder = Recorder(send)
            await make(recorder)
            page = recorder.page(stamp)
            await self._keep(asked.key, page)
        finally:
            if leads:
                self._making.pop(asked.key).set()

    async def _keep(self, key: Key, page: KeptPage | None) -> None:
        if page is None:
            self._refused[key] = None
            if len(self._refused) > MOST_REFUSED:
                self._refused.popitem(last=False)
            return
        self._refused.pop(key, None)
        self.store.put(key, page)
        if self._shared is not None:
            await self._shared.put(key, page)

    async def _send(self, page: KeptPage, asked: Asked, send: Send) -> None:
        if page.shown != "[]":
            headers = asked.headers
            purpose = headers.get(b"sec-purpose", headers.get(b"purpose", b""))
            browser = headers.get(b"user-agent", b"")
            words = browser.decode("latin-1"), purpose.decode("latin-1")
            self.views.note(Seen(page.shown, asked.address, *words))
        is_same = page.etag in asked.headers.get(b"if-none-match", b"")
        status = HTTPStatus.NOT_MODIFIED if is_same else HTTPStatus.OK
        head = [*page.headers, (b"x-cache", b"memory")] if self._tells else page.headers
        if is_same:
            head = [pair for pair in head if pair[0] not in ABOUT_THE_BODY]
        await send({"type": "http.response.start", "status": status, "headers": head})
        body = b"" if is_same or asked.is_head else page.body
        await send({"type": "http.response.body", "body": body})


class Recorder:
    """Stands before `send` for one answer of Flask, and remembers one that is marked."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._shown: str | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._is_whole = False

    async def __call__(self, message: Message) -> None:
        """Pass the message on, without the mark."""
        if message["type"] == "http.response.start":
            self._read(message)
        elif message["type"] == "http.response.body" and self._shown is not None:
            self._parts.append(message.get("body", b""))
            self._size += len(self._parts[-1])
            self._is_whole = not message.get("more_body", False)
        await self._send(message)

    def page(self, stamp: str) -> KeptPage | None:
        """The answer as it shall be kept; nothing when it is not to be."""
        if self._shown is None or self._start is None or not self._is_whole:
            return None
        headers: Headers = [(name.lower(), value) for name, value in self._start["headers"]]
        named = dict(headers)
        is_fit = b"set-cookie" not in named and self._size <= LARGEST_PAGE
        if not is_fit or self._start["status"] != HTTPStatus.OK or b"etag" not in named:
            return None
        headers = [pair for pair in headers if pair[0] != b"content-length"]
        headers.append((b"content-length", str(self._size).encode()))
        return KeptPage(b"".join(self._parts), headers, named[b"etag"], self._shown, stamp)

    def _read(self, message: Message) -> None:
        """Take the mark off, which is nobody else's business."""
        for name, value in message["headers"]:
            if name.lower() == MARK_HEADER:
                self._shown = value.decode("ascii")
        message["headers"] = [pair for pair in message["headers"] if pair[0].lower() != MARK_HEADER]
        self._start = message


def memory_for(app: Flask) -> Memory | None:
    """The memory of this forum, if the operator gives it any room."""
    config = app.extensions["config"]
    if not config.memory_mb:
        return None
    app.config[HELD_SERVER] = True
    with app.app_context():
        stamps = Stamps(source_for(db.engine))
        is_sqlite = db.engine.dialect.name == "sqlite"
    shared = None
    # SQLite's word for its state means something to one connection only, and so to one process.
    if config.redis_url and not is_sqlite:
        # The library is an extra; who names a Redis has it.
        module = import_module("forum.server.memory_shared")
        shared = module.SharedStore(config.redis_url, config.public_url + config.database_url)
    return Memory(app, Store(config.memory_mb * MEGABYTE), stamps, shared)
