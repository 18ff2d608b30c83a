"""Saving drafts for scripts, and the page that lists them."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as Redirect

from forum.accounts.session import member
from forum.drafts import actions, places, queries
from forum.drafts.models import Draft
from forum.kernel import slots
from forum.kernel.policy import Invalid
from forum.web.limits import Limit

bp = Blueprint("drafts", __name__, url_prefix="/drafts")
# A save every two seconds from a few open tabs, and some more.
SAVES = Limit("drafts", "240 per minute")
OWN_FIELDS = ("key", "version", "title", "body")


@bp.get("")
@login_required
def index() -> str:
    """Everything the member has begun to write and not sent."""
    found = queries.drafts_of(member())
    return render_template(
        "drafts/index.html",
        drafts=[(draft, places.of(draft)) for draft in found],
        parts=slots.fill_page("drafts.page", member()),
    )


@bp.post("")
def save() -> tuple[Response, int]:
    """Keep a text: JSON with key, version, title, body, and whatever else the form holds.

    Answers with the new version; with the newer text and 409 when another one is kept.
    """
    if member().is_guest:
        return jsonify(error=_("Sign in to keep drafts.")), HTTPStatus.UNAUTHORIZED
    SAVES.hit(member().id)
    try:
        given = _given()
        draft = actions.save(member(), given.pop("key"), **given)
    except actions.Conflict as conflict:
        return jsonify(_as_json(conflict.draft)), HTTPStatus.CONFLICT
    except Invalid as error:
        words = _("This draft cannot be kept on the server. It is still in your browser.")
        return jsonify(error=words, field=error.field, reason=error.reason), 422
    return jsonify(version=draft.version, saved_at=draft.saved_at.isoformat()), HTTPStatus.OK


save.takes_json = True  # type: ignore[attr-defined]


@bp.get("/<int:draft_id>")
@login_required
def show(draft_id: int) -> str:
    """The whole text, also when the place it was written for is gone or closed."""
    draft = queries.own_draft(member(), draft_id)
    return render_template("drafts/show.html", draft=draft)


@bp.get("/<int:draft_id>/discard")
@login_required
def ask_discard(draft_id: int) -> str:
    """Ask first: a draft that is thrown away is gone."""
    draft = queries.own_draft(member(), draft_id)
    return render_template("drafts/discard.html", draft=draft)


@bp.post("/<int:draft_id>/discard")
@login_required
def discard(draft_id: int) -> Redirect:
    """Throw a draft away."""
    draft = queries.own_draft(member(), draft_id)
    actions.discard(member(), draft.key)
    flash(_("The draft is gone."), "info")
    return redirect(url_for(".index"))


def _given() -> dict[str, Any]:
    """What the script sent, by the names of the action. Raises Invalid for anything else."""
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
    if not isinstance(sent, dict):
        raise Invalid("body", "unreadable")
    words = {name: sent.get(name, "") for name in ("key", "title", "body")}
    version = sent.get("version", 0)
    if not all(isinstance(word, str) for word in words.values()) or not _is_version(version):
        raise Invalid("body", "unreadable")
    extra = {name: value for name, value in sent.items() if name not in OWN_FIELDS}
    return {**words, "version": version, "extra": extra}


def _is_version(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**31 - 1


def _as_json(draft: Draft) -> dict[str, Any]:
    """The draft in the shape in which it is sent."""
    moment = draft.saved_at.isoformat()
    own = {"version": draft.version, "saved_at": moment, "title": draft.title, "body": draft.body}
    return draft.extra | own
