"""Where every refusal and failure becomes a page that helps, or a short answer for a script."""

import logging
import secrets
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, TypeAlias

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask_babel import force_locale
from flask_wtf.csrf import CSRFError
from jinja2 import Template
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from forum.kernel.db import db, is_passing
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.web.language import wanted_by_browser
from forum.web.limits import TooMany

log = logging.getLogger(__name__)
RETRY_SECONDS = 5
PAGES = {400, 401, 404, 405, 410, 413, 415, 429, 500, 503}
Answer: TypeAlias = tuple[Response | str, int]


def register(app: Flask) -> None:
    """Take over all errors of the application."""
    app.register_error_handler(Refused, show_refusal)
    app.register_error_handler(NotFound, lambda error: show(404))
    app.register_error_handler(Invalid, lambda error: show(400))
    app.register_error_handler(CSRFError, show_stale_form)
    app.register_error_handler(TooMany, show_too_many)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, show_failure)


def wants_json() -> bool:
    """Whether a script asked, which needs the fact and not a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def show(status: int, *, reason: str = "", error_id: str = "") -> Answer:
    """The page (or JSON) for a status, with the words for the reason."""
    if wants_json():
        return jsonify(status=status, reason=reason or str(status), id=error_id), status
    page = render_template(
        _templates(status, reason), reason=reason, error_id=error_id, typed=_typed()
    )
    return page, status


def _templates(status: int, reason: str) -> list[str | Template]:
    """The pages to try: a refusal has one for its reason, or the one for all others."""
    if status == HTTPStatus.FORBIDDEN:
        return [f"errors/reasons/{reason}.html", "errors/reasons/other.html"]
    known = status if status in PAGES else min(status // 100, 5) * 100
    return [f"errors/{known}.html"]


def _typed() -> Mapping[str, str]:
    """What was sent, so that the page can give the text back; nothing when it cannot be read."""
    try:
        return request.form
    except HTTPException:
        return {}


def show_refusal(error: Refused) -> Answer:
    """A policy said no: say why, and what to do next."""
    db.session.rollback()
    log.info("refused %s %s: %s", request.method, request.path, error.verdict.reason)
    return show(403, reason=error.verdict.reason)


def show_stale_form(error: CSRFError) -> Answer:
    """The form is too old or comes from elsewhere. What was typed is shown to be kept."""
    return show(400, reason="stale_form")


def show_too_many(error: TooMany) -> Response:
    """Too many tries: say when to try again."""
    content, status = show(429, reason=error.limit_name)
    answer = content if isinstance(content, Response) else Response(content, status)
    answer.status_code = status
    answer.headers["Retry-After"] = str(error.seconds)
    return answer


def show_http_error(error: HTTPException) -> Answer | Any:
    """An error raised by Flask itself; those that only lead elsewhere stay as they are."""
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    return show(error.code)


def show_failure(error: Exception) -> Answer | Response:
    """A fault of ours: log it under an id that the page names, tell nothing else."""
    if is_passing(error):
        return show_unavailable(error)
    error_id = secrets.token_hex(6)
    db.session.rollback()
    log.error("failure %s: %s %s", error_id, request.method, request.path, exc_info=error)
    return show(500, error_id=error_id)


def show_unavailable(error: Exception) -> Response:
    """The database is away or cannot do it now: give back what was sent, and ask for patience.

    The page is made without the database: nobody is looking, in the language of the browser.
    """
    why = getattr(error, "orig", None) or error
    log.warning("unavailable: %s %s: %s", request.method, request.path, why)
    current_app.extensions["show_to_nobody"]()
    if wants_json():
        answer = jsonify(status=503, reason="unavailable", id="")
    else:
        with force_locale(wanted_by_browser() or "en"):
            page = current_app.jinja_env.get_template("errors/503.html")
            answer = Response(page.render(request=request, typed=_typed()))
    answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    # What had begun is given up last: with a line that is dead this fails too.
    with suppress(SQLAlchemyError):
        db.session.rollback()
    return answer
