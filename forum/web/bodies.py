"""How much one request may bring: more from members, where pictures are taken, than elsewhere.

A view that takes pictures says so with the attribute `takes_files`.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, request, session
from werkzeug.exceptions import HTTPException

MEGABYTE = 1024 * 1024
LARGEST = 12 * MEGABYTE
LARGEST_WITH_FILES = 42 * MEGABYTE
# Where Flask-Login keeps who is signed in. The cookie is signed, so nobody else can write it.
MEMBER = "_user_id"


def register(app: Flask) -> None:
    """Let members bring more to the views that take pictures."""
    # Before anything else looks at the request, because the token of a form lies in its body.
    app.url_value_preprocessor(_note_bound)


def most_bytes(app: Flask, environ: dict[str, Any]) -> int:
    """How many bytes a request may bring, from its head alone. Asks no database."""
    asked = app.request_class(environ)
    adapter = app.create_url_adapter(asked)
    try:
        endpoint = adapter.match()[0] if adapter is not None else None
    except HTTPException:
        endpoint = None
    return _bound(app, endpoint, app.session_interface.open_session(app, asked) or {})


def _note_bound(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if _takes_files(current_app, endpoint):
        request.max_content_length = _bound(current_app, endpoint, session)


def _bound(app: Flask, endpoint: str | None, brought: Mapping[str, Any]) -> int:
    is_more = _takes_files(app, endpoint) and MEMBER in brought
    usual: int = app.config["MAX_CONTENT_LENGTH"]
    return LARGEST_WITH_FILES if is_more else usual


def _takes_files(app: Flask, endpoint: str | None) -> bool:
    return getattr(app.view_functions.get(endpoint or ""), "takes_files", False)
