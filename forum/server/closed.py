"""The forum while it is closed for a restore: a kind page, and the same for scripts and streams."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, request, url_for
from flask_babel import force_locale
from werkzeug.exceptions import HTTPException

from forum.server.answers import Headers, Message, Receive, Scope, Send, answer, header, say
from forum.server.linger import Incoming, LingeringSender
from forum.server.static_files import is_static, send_static
from forum.server.stream import is_live
from forum.web.errors import wants_json
from forum.web.language import LANGUAGE, wanted_by_browser
from forum.web.security import CONTENT_SECURITY_POLICY

RETRY_SECONDS = 15
# The longest text that is given back, with what a form adds to it.
MOST_BYTES = 2_000_000
READING = {"GET", "HEAD"}
SAFETY: Headers = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
]


@dataclass(frozen=True)
class Kept:
    """One small answer of the open forum, as it was."""

    media_type: str
    body: bytes


@dataclass(frozen=True)
class Look:
    """What pages show of the brand, noted while the database could still be asked."""

    brand: Any
    sheet: str
    language: str
    # By path, without what follows a question mark.
    files: dict[str, Kept]


def look_of(app: Flask) -> Look:
    """Note how the brand looks, with its stylesheet, its sign and its logo."""
    with app.test_request_context("/"):
        app.extensions["show_to_nobody"]()
        brand = app.extensions["brand"]()
        sheet = url_for("site.brand_css")
        wanted = [sheet, url_for("site.icon"), *filter(None, [brand.logo])]
        language = LANGUAGE.get()
    # Files are read here, and not by the shell.
    app.config["USE_X_SENDFILE"] = False
    found = {address.partition("?")[0]: _kept(app, address) for address in wanted}
    return Look(brand, sheet, language, {path: kept for path, kept in found.items() if kept})


def _kept(app: Flask, address: str) -> Kept | None:
    given = app.test_client().get(address)
    return Kept(given.content_type, given.data) if given.status_code == HTTPStatus.OK else None


class Closed:
    """An ASGI application that answers in the place of the forum, without the database."""

    def __init__(self, app: Flask, look: Look) -> None:
        self._app, self._look = app, look

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        kept = self._look.files.get(path) if scope["method"] in READING else None
        if path == "/healthz":
            await say(send, HTTPStatus.OK, "ok")
        elif path == "/readyz":
            await say(send, HTTPStatus.SERVICE_UNAVAILABLE, "A backup is being brought back.")
        elif is_static(scope):
            await send_static(scope, send)
        elif kept is not None:
            await _send_kept(kept, send)
        else:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        incoming = Incoming(receive)
        body = await _body(incoming)
        kind, words = self._words(scope, body)
        headers = [*SAFETY, (b"content-type", kind), (b"cache-control", b"no-store")]
        headers.append((b"retry-after", str(RETRY_SECONDS).encode()))
        late = LingeringSender(send, incoming) if incoming.more else send
        await answer(late, HTTPStatus.SERVICE_UNAVAILABLE, body=words, headers=headers)

    def _words(self, scope: Scope, body: bytes) -> tuple[bytes, bytes]:
        """The kind of the answer, and the answer: a page, a fact for a script, or a stream."""
        if is_live(scope) and b"text/event-stream" in header(scope, b"accept"):
            pause = RETRY_SECONDS * 1000
            return b"text/event-stream; charset=utf-8", b"retry: %d\n\n" % pause
        with self._app.test_request_context(**_request(scope, body)):
            # Nobody can be recognised now, and the session is not asked.
            self._app.extensions["show_to_nobody"]()
            with force_locale(wanted_by_browser() or self._look.language or "en"):
                return self._fact() if wants_json() or is_live(scope) else self._page()

    def _fact(self) -> tuple[bytes, bytes]:
        fact = {"status": 503, "reason": "closed", "id": "", "retry_after": RETRY_SECONDS}
        return b"application/json", self._app.json.dumps(fact).encode()

    def _page(self) -> tuple[bytes, bytes]:
        # A template without the context of pages, which would ask the database.
        template = self._app.jinja_env.get_template("errors/closed.html")
        page = template.render(brand=self._look.brand, sheet=self._look.sheet, fields=_fields())
        return b"text/html; charset=utf-8", page.encode()


def _fields() -> list[tuple[str, str]]:
    """What was sent with a text, to be sent again. Passwords and the like are not repeated."""
    try:
        is_text = "body" in request.form
        return list(request.form.items(multi=True)) if is_text else []
    except HTTPException:
        return []


def _request(scope: Scope, body: bytes) -> dict[str, Any]:
    names = ("accept", "accept-language", "content-type", "host")
    given = {name: header(scope, name.encode()).decode("latin-1") for name in names}
    return {
        "path": scope["path"],
        "method": scope["method"],
        "data": body,
        "headers": {name: words for name, words in given.items() if words and name != "host"},
    }


async def _body(incoming: Incoming) -> bytes:
    """What was sent; nothing of what is longer than a text may be."""
    found = b""
    while incoming.more and len(found) <= MOST_BYTES:
        message = await incoming()
        if message["type"] != "http.request":
            return b""
        found += message.get("body", b"")
    return found if len(found) <= MOST_BYTES else b""


async def _send_kept(kept: Kept, send: Send) -> None:
    headers = [(b"content-type", kept.media_type.encode()), (b"cache-control", b"no-cache")]
    await answer(send, HTTPStatus.OK, body=kept.body, headers=[*SAFETY, *headers])


async def _live(receive: Callable[[], Awaitable[Message]], send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})
