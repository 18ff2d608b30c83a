"""Headers and request rules that hold for every page."""

from contextlib import ExitStack

from flask import Flask, Response, current_app, g, request

from forum.kernel.db import write_mode

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def register(app: Flask) -> None:
    """Guard every request and every answer."""
    app.before_request(_write_in_unsafe_requests)
    app.teardown_request(_leave_write_mode)
    app.after_request(_add_headers)


def _write_in_unsafe_requests() -> None:
    """Let a request that may write begin as a writer, so that what it reads cannot go stale."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in SAFE_METHODS or getattr(view, "reads_only", False):
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
