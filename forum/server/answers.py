"""Short answers that the shell gives by itself, without a worker thread."""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Headers: TypeAlias = list[tuple[bytes, bytes]]


async def answer(send: Send, status: int, *, body: bytes = b"", headers: Headers) -> None:
    """Send a whole response with its length."""
    length = [] if status == HTTPStatus.NOT_MODIFIED else [_length(body)]
    start = {"type": "http.response.start", "status": status, "headers": [*headers, *length]}
    await send(start)
    await send({"type": "http.response.body", "body": body})


async def say(send: Send, status: int, sentence: str, *, close: bool = False) -> None:
    """Send one plain sentence; close the connection when the request was not read to its end."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if close:
        headers.append((b"connection", b"close"))
    await answer(send, status, body=f"{sentence}\n".encode(), headers=headers)


def header(scope: Scope, name: bytes) -> bytes:
    """The first header of this lower-case name, or nothing."""
    return next((value for key, value in scope["headers"] if key == name), b"")


def _length(body: bytes) -> tuple[bytes, bytes]:
    return b"content-length", str(len(body)).encode()
