"""Headers and request rules that hold for every page."""

import logging
from contextlib import ExitStack
from http import HTTPStatus

from flask import Flask, Response, abort, current_app, g, request
from flask_wtf.csrf import CSRFError

from forum.kernel.db import write_mode

log = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def register(app: Flask) -> None:
    """Guard every request and every answer."""
    app.before_request(_refuse_other_sites)
    app.before_request(_refuse_unfit_bodies)
    app.before_request(_write_in_unsafe_requests)
    app.teardown_request(_leave_write_mode)
    app.after_request(_add_headers)


def _refuse_other_sites() -> None:
    """Beside the token of every form: no page of another site sends anything here."""
    if request.method in SAFE_METHODS or _comes_from_here():
        return
    log.info("refused %s %s: sent by another site", request.method, request.path)
    raise CSRFError("sent by another site")


def _comes_from_here() -> bool:
    """What the browser says of the page it sends from; a program that is none says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    own = {request.host_url.rstrip("/"), current_app.extensions["config"].public_url}
    return request.headers.get("Origin") in {None, *own}


def _refuse_unfit_bodies() -> None:
    """Forms are read from forms. In JSON a value can be of any kind: a view must say it copes.

    Only files are large, and they come in forms of several parts.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if request.is_json and not getattr(view, "takes_json", False):
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    most = current_app.config["MAX_FORM_MEMORY_SIZE"]
    if request.mimetype != "multipart/form-data" and (request.content_length or 0) > most:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _write_in_unsafe_requests() -> None:
    """Let a request that may write begin as a writer, so that what it reads cannot go stale.

    One that brings files does not: they take their time to be read, and nobody waits for that.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in SAFE_METHODS or getattr(view, "reads_only", False):
        return
    if getattr(view, "takes_files", False) and any(map(bool, request.files.values())):
        return
    g.write_stack = ExitStack()
    g.write_stack.enter_context(write_mode())


def _leave_write_mode(error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("write_stack", None)
    if stack is not None:
        stack.close()


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if current_app.config["FORUM_IS_HTTPS"]:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if response.mimetype == "text/html":
        headers.setdefault("Cache-Control", "private, no-store" if _is_private() else "private")
        response.vary.add("Cookie")
    return response


def _is_private() -> bool:
    viewer = current_app.extensions["viewer"]()
    return not viewer.is_guest or request.method not in SAFE_METHODS
