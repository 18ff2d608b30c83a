"""The outermost application: answers what needs no worker thread, and hands the rest to Flask."""

import asyncio
import logging
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import build_environ
from flask import Flask

from forum.server.answers import Headers, Message, Receive, Scope, Send, say
from forum.server.linger import Incoming, LingeringSender
from forum.server.memory import Memory
from forum.server.send_file import FileSender
from forum.server.spool import (
    BodyTooLarge,
    BodyTooSlow,
    Limits,
    NoRoom,
    SenderGone,
    Spool,
    announced_length,
    has_body,
)
from forum.server.static_files import is_static, send_static
from forum.server.stream import Streams, is_live
from forum.web import bodies

log = logging.getLogger(__name__)
THREADS = 8
METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
HEADERS_BYTES = 32 * 1024


class Shell:
    """An ASGI application around the Flask application."""

    def __init__(
        self,
        app: Flask,
        data_dir: Path,
        limits: Limits | None = None,
        streams: Streams | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._app = app
        self._streams = streams
        self._memory = memory
        self._folder = data_dir.resolve()
        self._spool = Spool(limits or Limits(body_bytes=app.config["MAX_CONTENT_LENGTH"]))
        # Without a bound on the queue, a thread never waits for a slow reader.
        wsgi: Any = app.wsgi_app
        self._pages: Any = WSGIMiddleware(wsgi, workers=THREADS, send_queue_size=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/healthz":
            await say(send, HTTPStatus.OK, "ok")
        elif scope["method"] not in METHODS:
            await say(send, HTTPStatus.METHOD_NOT_ALLOWED, "That is not done here.", close=True)
        elif _is_oversized(scope):
            sentence = "The request is too large."
            await say(send, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, sentence, close=True)
        elif not scope["query_string"].isascii():
            await say(send, HTTPStatus.BAD_REQUEST, "The address is not valid.", close=True)
        elif is_static(scope):
            await send_static(scope, send)
        elif self._streams is not None and is_live(scope):
            await self._streams(scope, receive, send)
        else:
            await self._show_page(scope, receive, send)

    async def _show_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        sender = FileSender(send, self._folder, method=scope["method"])
        if not has_body(scope):
            await self._show_or_remember(scope, sender)
            return
        incoming = Incoming(receive)
        try:
            async with self._spool.taken(scope, incoming, most=self._most(scope)) as body:
                await self._pages(_with_length(scope, body.size), body.receive, sender)
        except SenderGone:
            log.debug("a sender left before its request was whole")
        except BodyTooLarge:
            await self._show_too_large(scope, incoming, sender)
        except NoRoom:
            sentence = "Too many uploads at once. Please try again."
            late = LingeringSender(send, incoming)
            await say(late, HTTPStatus.SERVICE_UNAVAILABLE, sentence)
        except BodyTooSlow:
            sentence = "The connection is too slow. Please try again."
            await say(send, HTTPStatus.REQUEST_TIMEOUT, sentence, close=True)

    async def _show_or_remember(self, scope: Scope, send: Send) -> None:
        """A page without a body in its request: from memory where that may be."""
        make = partial(self._pages, _with_length(scope, 0), _nothing)
        asked = self._memory.asked(scope) if self._memory else None
        if self._memory is None or asked is None:
            await make(send)
        else:
            await self._memory.answer(asked, send, make)

    async def _show_too_large(self, scope: Scope, incoming: Incoming, send: Send) -> None:
        """Let Flask see the length and no body, so that it shows its own page about it."""
        length = max(announced_length(scope), self._most(scope) + 1)
        await self._pages(_with_length(scope, length), _nothing, LingeringSender(send, incoming))

    def _most(self, scope: Scope) -> int:
        """How many bytes this request may bring; more only when it says so in its head."""
        usual = self._spool.limits.body_bytes
        if announced_length(scope) <= usual:
            return usual
        environ: Any = build_environ(cast(Any, scope), cast(Any, None))
        return bodies.most_bytes(self._app, environ)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Run the application's own threads for as long as the server runs."""
        threads = list(self._app.extensions.get("web_threads", []))
        if self._memory is not None:
            # What it gathered goes to those who gather, so it ends before them.
            threads.insert(0, self._memory.views)
        await receive()
        if self._streams is not None:
            await self._streams.start()
        for thread in threads:
            thread.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for thread in threads:
            await asyncio.to_thread(thread.stop)
        if self._streams is not None:
            await self._streams.stop()
        await send({"type": "lifespan.shutdown.complete"})


def _is_oversized(scope: Scope) -> bool:
    return sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS_BYTES


def _with_length(scope: Scope, length: int) -> Scope:
    """The request as Flask shall see it: the true length, and no header that imitates another."""
    headers: Headers = [
        (name, value)
        for name, value in scope["headers"]
        if b"_" not in name and name not in {b"content-length", b"transfer-encoding"}
    ]
    if length:
        headers.append((b"content-length", str(length).encode()))
    return {**scope, "headers": headers}


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
