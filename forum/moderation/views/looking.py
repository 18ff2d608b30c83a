"""Seeing the forum as somebody else does. Staff look; they never act as somebody else."""

from flask import redirect, request, session
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.session import forget_viewer, member
from forum.kernel.policy import NotFound, Refused, deny, require
from forum.moderation import actions, policy
from forum.moderation.actions import Stranger
from forum.moderation.views.blueprint import bp
from forum.web.security import SAFE_METHODS

# A longer number is no id; databases could not even compare it.
LONGEST_ID = 18


@bp.post("/view-as")
@login_required
def view_as() -> Response:
    """Begin to look as a guest, a new member or a certain one; with nobody named, stop."""
    who = request.form.get("who", "")
    if who:
        require(policy.can_look_around(member()))
        actions.look_as(member(), _chosen(who))
        session["view_as"] = who
    elif session.pop("view_as", None):
        actions.stop_looking(member())
    forget_viewer()
    return redirect(_next())


@bp.before_app_request
def only_look() -> None:
    """While staff look as somebody else nothing is changed, and nobody looks above their rank."""
    chosen = session.get("view_as")
    if not chosen:
        return
    if not _still_may(chosen):
        session.pop("view_as")
        forget_viewer()
    elif request.method not in SAFE_METHODS and request.endpoint != "moderation.view_as":
        raise Refused(deny("viewing_as"))


def _still_may(chosen: str) -> bool:
    """Whether the choice holds: roles may have changed since it was made."""
    if chosen in set(Stranger):
        return bool(policy.can_look_around(member()))
    other = accounts.member_by_id(int(chosen))
    return other is not None and bool(policy.can_look_as(member(), other))


def _chosen(who: str) -> User | Stranger:
    if who in set(Stranger):
        return Stranger(who)
    is_id = who.isascii() and who.isdecimal() and len(who) < LONGEST_ID
    found = accounts.member_by_id(int(who)) if is_id else None
    if found is None:
        raise NotFound
    return found


def _next() -> str:
    """Back to the page of this site that the form stood on."""
    path = request.form.get("next", "")
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours else "/"
