"""Streams of events to open pages, held by the event loop without a thread for any of them.

`GET /live` is the stream, `GET /live/since/<id>` the same in single answers for browsers that
cannot have one. Neither asks Flask anything: a signed token in the page says whose session it is.
"""

import asyncio
import json
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from secrets import SystemRandom
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from forum.kernel import tokens
from forum.kernel.whispers import EAR
from forum.live.queries import GUESTS, Rights
from forum.server.answers import Headers, Receive, Scope, Send, answer, header, say
from forum.server.stream_hub import Full, Hub, Stale, subjects_of
from forum.server.stream_reader import Reader, beat, farewell, part_for
from forum.server.stream_wire import wire_to
from forum.web.limits import network_of

log = logging.getLogger(__name__)
STREAM = "/live"
POLL = "/live/since/"
PURPOSE = "live"
BEAT_SECONDS = (15.0, 25.0)
SEND_SECONDS = 10.0
MOST_QUERY = 4000
LONGEST_NUMBER = 15
SAME_SITE = {b"same-origin", b"none", b""}
HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-content-type-options", b"nosniff"),
    # nginx would gather the answer before it passes it on.
    (b"x-accel-buffering", b"no"),
]


@dataclass(frozen=True)
class Line:
    """A request and the way to its sender."""

    scope: Scope
    receive: Receive
    send: Send


class SentElsewhere(Exception):
    """The request comes from a page of another site."""


class Ended(Exception):
    """The token is no good any more, or the session behind it."""


class Streams:
    """Answers for the two addresses, for as long as the server runs."""

    def __init__(self, app: Flask, url: str) -> None:
        self._app = app
        self._url = url
        self._public_url = app.extensions["config"].public_url
        self.hub: Hub | None = None

    async def start(self) -> None:
        """Begin to follow what happens; pages may whisper from now on."""
        hub = self.hub = Hub(self._app, wire_to(self._url))
        await hub.start()
        loop = asyncio.get_running_loop()

        def hear(words: dict[str, Any]) -> None:
            asyncio.run_coroutine_threadsafe(hub.hear(words), loop)

        self._app.extensions[EAR] = hear
        self._app.extensions["live_mark"] = lambda: hub.mark

    async def stop(self) -> None:
        """Follow no more."""
        self._app.extensions.pop(EAR, None)
        self._app.extensions.pop("live_mark", None)
        if self.hub is not None:
            await self.hub.stop()

    def say_goodbye(self) -> None:
        """Let all pages come again in a while, because the server is going to stop."""
        if self.hub is not None:
            self.hub.say_goodbye()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request for either address."""
        hub = self.hub
        if hub is None or scope["method"] != "GET":
            await say(send, HTTPStatus.METHOD_NOT_ALLOWED, "That is not done here.", close=True)
            return
        try:
            self._check_site(scope)
            asked = _asked(scope)
            reader = await self._reader(hub, scope, asked)
            if scope["path"] == STREAM:
                line = Line(scope, receive, send)
                await _stream(hub, reader, line, since=_since(scope, asked))
            else:
                await _poll(hub, reader, scope, send)
        except SentElsewhere:
            await say(send, HTTPStatus.FORBIDDEN, "This is for pages of this site.", close=True)
        except Ended:
            await say(send, HTTPStatus.UNAUTHORIZED, "Load the page anew.", close=True)
        except SQLAlchemyError:
            sentence = "The database does not answer."
            await say(send, HTTPStatus.SERVICE_UNAVAILABLE, sentence, close=True)
        except Full:
            await say(send, HTTPStatus.SERVICE_UNAVAILABLE, "Too many open pages.", close=True)

    def _check_site(self, scope: Scope) -> None:
        """Browsers say where a request comes from; a page of another site hears nothing."""
        origin, host = (header(scope, name).decode("latin-1") for name in (b"origin", b"host"))
        own = {"", self._public_url, f"{scope['scheme']}://{host}"}
        if header(scope, b"sec-fetch-site") not in SAME_SITE or origin not in own:
            raise SentElsewhere

    async def _reader(self, hub: Hub, scope: Scope, asked: dict[str, str]) -> Reader:
        session_id, user_id = self._behind(asked.get("token", ""))
        rights: Rights | None = await hub.readers.rights(session_id)
        if rights is None or rights.user_id != user_id:
            raise Ended
        client = scope.get("client") or ("unknown", 0)
        return Reader(session_id, network_of(client[0]), subjects_of(asked), rights)

    def _behind(self, token: str) -> tuple[int, int]:
        """The session and the member of a token; none is that of guests. Raises Ended."""
        if not token:
            return GUESTS, 0
        words = tokens.unsigned(token, self._app.config["SECRET_KEY"], purpose=PURPOSE)
        parts = (words or "").split("-")
        if len(parts) != len(("session", "member", "end")) or int(parts[2]) < time.time():
            raise Ended
        return int(parts[0]), int(parts[1])


async def _stream(hub: Hub, reader: Reader, line: Line, *, since: int | None) -> None:
    """Tell a page what happens until it is closed."""
    try:
        await hub.join(reader, since)
    except Stale:
        reader.end(farewell("stale", least=5.0, most=10.0))
    gone = asyncio.create_task(_until_gone(line.receive, reader))
    try:
        await line.send({"type": "http.response.start", "status": 200, "headers": [*HEADERS]})
        await _write(hub, reader, line.send)
    except TimeoutError:
        reader.is_slow = True
    finally:
        hub.leave(reader)
        gone.cancel()
    await _end(reader, line)


async def _write(hub: Hub, reader: Reader, send: Send) -> None:
    """Send what there is as it comes, and a sign of life when there is nothing."""
    pause = round(SystemRandom().uniform(1000, 5000))
    piece = f"retry: {pause}\n".encode() + beat(hub.last)
    while True:
        piece += reader.taken()
        async with asyncio.timeout(SEND_SECONDS):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        piece = b""
        if reader.is_over and not reader.waiting:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(SystemRandom().uniform(*BEAT_SECONDS)):
                await reader.woken.wait()
        if not reader.waiting and not reader.is_over:
            piece = beat(hub.last)


async def _until_gone(receive: Receive, reader: Reader) -> None:
    """Notice that the browser has closed the page."""
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.end()


async def _end(reader: Reader, line: Line) -> None:
    """Close the stream; with somebody who does not read, hang up."""
    hang_up = line.scope.get("state", {}).get("hang_up")
    if reader.is_slow and hang_up is not None:
        log.debug("a reader was too slow for a stream")
        hang_up()
        return
    with suppress(OSError):
        await line.send({"type": "http.response.body", "body": b""})


async def _poll(hub: Hub, reader: Reader, scope: Scope, send: Send) -> None:
    """Everything after the event in the address, or that there is nothing."""
    word = scope["path"].removeprefix(POLL)
    since = int(word) if word.isascii() and word.isdigit() and len(word) < LONGEST_NUMBER else 0
    tag = f'"{hub.last}"'.encode()
    headers: Headers = [(b"etag", tag), (b"cache-control", b"private, no-cache")]
    if tag in header(scope, b"if-none-match"):
        await answer(send, HTTPStatus.NOT_MODIFIED, headers=headers)
        return
    data: dict[str, Any] = {"last": hub.last, "events": [], "stale": False}
    try:
        for event in await hub.missed(since):
            part = part_for(event, reader.subjects, reader.rights)
            if part is not None:
                data["events"].append({"id": event.id, **part})
        data["last"] = max(since, hub.last)
    except Stale:
        data["stale"] = True
    headers += [(b"content-type", b"application/json"), (b"x-content-type-options", b"nosniff")]
    await answer(send, HTTPStatus.OK, body=json.dumps(data).encode(), headers=headers)


def is_live(scope: Scope) -> bool:
    """Whether the request is for a stream or for what happened since."""
    path: str = scope["path"]
    return path == STREAM or path.startswith(POLL)


def _asked(scope: Scope) -> dict[str, str]:
    query = scope["query_string"][:MOST_QUERY].decode("ascii", "replace")
    return dict(parse_qsl(query))


def _since(scope: Scope, asked: dict[str, str]) -> int | None:
    """The last event the page knows: a browser that comes again says it by itself."""
    word = header(scope, b"last-event-id").decode("latin-1") or asked.get("since", "")
    return int(word) if word.isascii() and word.isdigit() and len(word) < LONGEST_NUMBER else None
