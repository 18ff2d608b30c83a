"""Pieces of pages that are made once and shown many times.

A piece is kept under everything that its html depends on, so that it can be neither stale nor
somebody else's: what is not in the key must not be in the piece. The language, the time zone, the
brand and the kind of viewer belong to every key. The token of forms is personal, so that a piece
holds a placeholder in its stead, which never leaves this module.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from itertools import repeat
from typing import Any, TypeAlias

from flask import Flask, current_app, g, has_request_context
from flask_babel import get_locale, get_timezone
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from forum.web import static

MOST_BYTES = 10 * 1024 * 1024
# About what the key and the bookkeeping of a piece take.
OVERHEAD = 1500
TOKEN = f"token-{secrets.token_hex(16)}"
BODY = f"<!-- body-{secrets.token_hex(16)} -->"
_PLACE = Markup(BODY)  # noqa: S704 -- ours
Caller: TypeAlias = Callable[..., Any]


class Piece:
    """A piece in two halves: what stands between them is put in each time.

    They lie here as UTF-8. Python gives a text four bytes for each of its characters as soon as
    one of them is an emoji, and nearly every frame of a post has some.
    """

    __slots__ = ("_head", "_tail", "has_token")

    def __init__(self, head: str, tail: str, *, has_token: bool) -> None:
        self._head, self._tail = head.encode(), tail.encode()
        self.has_token = has_token

    @property
    def head(self) -> str:
        """What stands before the body."""
        return self._head.decode()

    @property
    def tail(self) -> str:
        """What stands behind the body."""
        return self._tail.decode()

    @property
    def size(self) -> int:
        """How many bytes it takes, roughly."""
        return len(self._head) + len(self._tail) + OVERHEAD


class Pieces:
    """The pieces used last, as many as fit. Shared by all threads that make pages."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._pieces: OrderedDict[Hashable, Piece] = OrderedDict()
        self._lock = threading.Lock()
        self.filled = 0

    def __len__(self) -> int:
        return len(self._pieces)

    def get(self, key: Hashable) -> Piece | None:
        """The piece, if it is here."""
        with self._lock:
            found = self._pieces.get(key)
            if found is not None:
                self._pieces.move_to_end(key)
            return found

    def put(self, key: Hashable, piece: Piece) -> None:
        """Keep a piece; those not used for longest make room."""
        with self._lock:
            if key not in self._pieces:
                self._pieces[key] = piece
                self.filled += piece.size
            while self.filled > self._most:
                self.filled -= self._pieces.popitem(last=False)[1].size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pieces.clear()
            self.filled = 0


def register(app: Flask) -> None:
    """Give templates the means, and a token of forms that knows of pieces."""
    app.extensions["pieces"] = Pieces()
    app.jinja_env.globals.update(kept=kept, kept_each=kept_each, csrf_token=csrf_token)
    # Flask-WTF gives its own to every page beside that to the environment; the last one counts.
    app.context_processor(lambda: {"csrf_token": csrf_token})


def kept(*key: Hashable, caller: Caller) -> Markup:
    """What the block shows, made once for each key: `{% call kept('keys') %}…{% endcall %}`.

    With None in the key nothing is kept: it stands for what cannot say what it depends on.
    """
    if None in key:
        return Markup(str(caller()))  # noqa: S704 -- a template made it
    piece = _found_or_made(key, lambda: str(caller()))
    return Markup(_with_token(piece, piece.head))  # noqa: S704 -- a template made it


def kept_each(
    items: Sequence[Any], keys: Sequence[Hashable], make: Caller, bodies: Sequence[str] = ()
) -> Markup:
    """The same for every item of a list, where each call counts: `make(item, body)` is a macro.

    A body is safe html that stands in an item and is not kept with it. An item without a key is
    made each time.
    """
    around, pieces, parts = surroundings(), _pieces(), []
    token = ""
    for item, key, body in zip(items, keys, bodies or repeat("", len(items)), strict=True):
        if key is None:
            parts.append(str(make(item, Markup(body))))  # noqa: S704 -- safe html
            continue
        piece = pieces.get((around, key))
        if piece is None:
            piece = _found_or_made(key, partial(_call, make, item))
        head, tail = piece.head, piece.tail
        if piece.has_token:
            token = token or csrf_token()
            head, tail = head.replace(TOKEN, token), tail.replace(TOKEN, token)
        # The body is put in last: nothing that somebody wrote is looked through for placeholders.
        parts += head, body, tail
    return Markup("".join(parts))  # noqa: S704 -- macros made it


def csrf_token() -> str:
    """The token of this reader's forms; in a piece that is being kept, what stands for it."""
    if g.get("keeping_pieces"):
        return TOKEN
    # The library keeps it there too, and asks several settings before it looks.
    made: str | None = g.get("csrf_token")
    return made or generate_csrf()


def surroundings() -> tuple[Hashable, ...]:
    """What every piece may depend on beside its own key."""
    ready: tuple[Hashable, ...] | None = g.get("surroundings")
    if ready is None or not has_request_context():
        viewer = current_app.extensions["viewer"]()
        brand = current_app.extensions["brand"]()
        kind = viewer.is_guest, str(viewer.role)
        look = brand.name, brand.tagline, brand.logo, brand.version, static.version()
        language = str(get_locale()), bool(current_app.config["FORUM_TEST_LANGUAGE"])
        ready = g.surroundings = (*language, str(get_timezone()), *kind, *look)
    return ready


def _found_or_made(key: Hashable, make: Callable[[], str]) -> Piece:
    whole = surroundings(), key
    found = _pieces().get(whole)
    if found is None:
        found = _made(make)
        if not _is_personal(found):
            _pieces().put(whole, found)
    return found


def _call(make: Caller, item: Any) -> str:
    return str(make(item, _PLACE))


def _pieces() -> Pieces:
    found: Pieces = current_app.extensions["pieces"]
    return found


def _made(make: Callable[[], str]) -> Piece:
    """Make a piece. One inside another shares its placeholder, which the outer one replaces."""
    before = g.get("keeping_pieces", False)
    g.keeping_pieces = True
    try:
        html = make()
    finally:
        g.keeping_pieces = before
    head, _, tail = html.partition(BODY)
    return Piece(head, tail, has_token=TOKEN in html)


def _is_personal(piece: Piece) -> bool:
    """Whether the true token got into it past `csrf_token()`, by a form's own field."""
    token = g.get(current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token"))
    return bool(token) and (token in piece.head or token in piece.tail)


def _with_token(piece: Piece, html: str) -> str:
    return html.replace(TOKEN, csrf_token()) if piece.has_token else html
