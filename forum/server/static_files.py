"""Static files, answered from memory by the event loop."""

from http import HTTPStatus

from forum.server.answers import Headers, Scope, Send, answer, header, say
from forum.web import static
from forum.web.shared import FOREVER

PREFIX = "/static/"
READING = {"GET", "HEAD"}


def is_static(scope: Scope) -> bool:
    """Whether the request asks for a static file."""
    path: str = scope["path"]
    return scope["method"] in READING and path.startswith(PREFIX)


async def send_static(scope: Scope, send: Send) -> None:
    """Answer /static/<version>/<path>; whatever the version, the present file is sent."""
    _version, _, path = scope["path"].removeprefix(PREFIX).partition("/")
    found = static.asset(path)
    if found is None:
        await say(send, HTTPStatus.NOT_FOUND, "There is no such file.")
        return
    headers = _headers(found)
    if found.etag.encode() in header(scope, b"if-none-match"):
        await answer(send, HTTPStatus.NOT_MODIFIED, headers=headers)
        return
    body = found.body
    if found.gzipped is not None and b"gzip" in header(scope, b"accept-encoding"):
        body = found.gzipped
        headers.append((b"content-encoding", b"gzip"))
    await answer(send, HTTPStatus.OK, body=body, headers=headers)


def _headers(found: static.Asset) -> Headers:
    kind = found.media_type
    if kind.startswith("text/") or kind.endswith("javascript"):
        kind += "; charset=utf-8"
    return [
        (b"content-type", kind.encode()),
        (b"cache-control", FOREVER.encode()),
        (b"etag", f'"{found.etag}"'.encode()),
        (b"vary", b"accept-encoding"),
        (b"x-content-type-options", b"nosniff"),
    ]
