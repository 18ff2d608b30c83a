"""Request bodies, taken in by the event loop before a worker thread is spent on them.

A slow sender thus costs a connection and never a thread. A body is bounded in size and in time, and
all bodies together are bounded in room.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import IO

from forum.server.answers import Message, Receive, Scope, header

CHUNK = 64 * 1024


class BodyTooLarge(Exception):
    """More was sent, or announced, than is taken."""


class BodyTooSlow(Exception):
    """The body came in too slowly, or stopped coming."""


class NoRoom(Exception):
    """Too many bodies are being taken in at this moment."""


class SenderGone(Exception):
    """The connection was closed before the body was whole."""


@dataclass(frozen=True)
class Limits:
    """What is taken: bytes for each body and for all, and how long a sender may need."""

    body_bytes: int = 12 * 1024 * 1024
    memory_bytes: int = 256 * 1024
    room_bytes: int = 512 * 1024 * 1024
    first_seconds: float = 20.0
    # A phone in a train gets through at this pace; one byte a second does not.
    bytes_for_a_second: int = 4096


class Spool:
    """Takes in bodies and knows how much room they fill."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._filled = 0

    @asynccontextmanager
    async def taken(self, scope: Scope, receive: Receive, *, most: int) -> AsyncIterator["Body"]:
        """The whole body of at most so many bytes, for the block; raises one of the above."""
        if announced_length(scope) > most:
            raise BodyTooLarge
        with tempfile.SpooledTemporaryFile(max_size=self.limits.memory_bytes) as file:
            body = Body(file, most)
            try:
                await self._fill(body, receive)
                file.seek(0)
                yield body
            finally:
                self._filled -= body.size

    async def _fill(self, body: "Body", receive: Receive) -> None:
        started = time.monotonic()
        more = True
        while more:
            allowed = self.limits.first_seconds + body.size / self.limits.bytes_for_a_second
            message = await _in_time(receive, started + allowed - time.monotonic())
            if message["type"] == "http.disconnect":
                raise SenderGone
            self._keep(body, message.get("body", b""))
            more = message.get("more_body", False)

    def _keep(self, body: "Body", data: bytes) -> None:
        if body.size + len(data) > body.most:
            raise BodyTooLarge
        if self._filled + len(data) > self.limits.room_bytes:
            raise NoRoom
        self._filled += len(data)
        body.size += len(data)
        body.file.write(data)


class Body:
    """A body that is here as a whole, and is given on in pieces."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self.file = file
        self.most = most
        self.size = 0
        self._given = 0

    async def receive(self) -> Message:
        """The next piece, as an ASGI application asks for it."""
        data = self.file.read(CHUNK)
        self._given += len(data)
        return {"type": "http.request", "body": data, "more_body": self._given < self.size}


def announced_length(scope: Scope) -> int:
    """The content length that the request names; 0 when it names none."""
    text = header(scope, b"content-length")
    return int(text) if text.isdigit() else 0


def has_body(scope: Scope) -> bool:
    """Whether the request brings a body."""
    return announced_length(scope) > 0 or bool(header(scope, b"transfer-encoding"))


async def _in_time(receive: Receive, seconds: float) -> Message:
    try:
        async with asyncio.timeout(max(seconds, 0)):
            return await receive()
    except TimeoutError as error:
        raise BodyTooSlow from error
