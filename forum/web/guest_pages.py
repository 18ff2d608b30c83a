"""Which answers are the same for every guest, so that the server may keep them for a moment.

A view says so itself: `@same_for_guests("page")` names what its page may be asked in the address.
All else about an answer must fit too; in doubt it is made anew for each request.
"""

import hashlib
import json
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, Response, current_app, g, request, session

# What the server reads, and nobody outside ever sees.
MARK = "X-Kept-For-Guests"
HELD_SERVER = "FORUM_KEEPS_PAGES"
KINDS = {"text/html", "application/atom+xml", "application/xml"}
MAY_DEPEND_ON = {"cookie", "accept-encoding", "accept-language"}
OK = 200
P = ParamSpec("P")
R = TypeVar("R")


def register(app: Flask) -> None:
    """Look at every answer that is on its way out, before it is compressed."""
    app.after_request(_mark)


def same_for_guests(*asked: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view whose page is the same for all guests who ask the same of it.

    asked  the names that its address may carry behind the question mark
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        vars(view)["kept_for_guests"] = frozenset(asked)
        return view

    return mark


def _mark(response: Response) -> Response:
    if not _is_same_for_guests(response):
        return response
    # A browser may keep it and asks each time whether it is still so.
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(["Cookie", "Accept-Language"])
    digest = hashlib.blake2b(response.get_data(), digest_size=10).hexdigest()
    response.set_etag(digest, weak=True)
    if current_app.config.get(HELD_SERVER):
        shown = [[one.kind, one.id, one.up_to] for one in g.get("shown", ())]
        response.headers[MARK] = json.dumps(shown)
        return response
    response.make_conditional(request)
    return response


def _is_same_for_guests(response: Response) -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    asked: frozenset[str] | None = getattr(view, "kept_for_guests", None)
    return (
        asked is not None
        and request.method in {"GET", "HEAD"}
        and response.status_code == OK
        and response.mimetype in KINDS
        and not response.is_streamed
        and asked.issuperset(request.args)
        and _is_about_nobody()
        and _says_nothing_against(response)
    )


def _is_about_nobody() -> bool:
    """Whether no cookie came, none will be sent, and no try of this reader was counted."""
    name = current_app.config["SESSION_COOKIE_NAME"]
    is_guest = current_app.extensions["viewer"]().is_guest
    return is_guest and name not in request.cookies and not session.modified and not _is_counted()


def _is_counted() -> bool:
    return bool(g.get("limited"))


def _says_nothing_against(response: Response) -> bool:
    depends_on = {name.lower() for name in response.vary}
    return (
        "Set-Cookie" not in response.headers
        and not response.cache_control.no_store
        and depends_on <= MAY_DEPEND_ON
    )
