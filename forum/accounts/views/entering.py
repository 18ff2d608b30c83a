"""Signing in and out."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask import session as browser
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import actions, guessing, policy, queries, session
from forum.accounts.forms import AgainForm, ButtonForm, SignInForm, show_invalid
from forum.accounts.guessing import Proven
from forum.accounts.models import IDLE_SECONDS, REMEMBERED_SECONDS, User
from forum.accounts.views.blueprint import WAITING, bp, go_on, greeting, place
from forum.kernel import slots
from forum.kernel.policy import Invalid, Verdict
from forum.web.next_page import own_page

Answer = str | Response | tuple[str, int]


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Answer:
    """Come in by name and password."""
    form = SignInForm(next=own_page(request.args.get("next")))
    if not session.viewer().is_guest and not form.is_submitted():
        return go_on(form.next.data)
    if form.validate_on_submit():
        proven = guessing.prove(form.name.data, form.password.data)
        if proven is not None:
            verdict = policy.can_enter(proven.user)
            answer = _come_in(proven, form) if verdict else _stay_out(proven.user, verdict)
            if answer is not None:
                return answer
        show_invalid(form, Invalid("password", "no_match"))
    return render_template("accounts/sign_in.html", form=form)


# Comparing a password takes a moment, in which others may write.
sign_in.reads_only = True  # type: ignore[attr-defined]


@bp.route("/sign-in/again", methods=["GET", "POST"])
@login_required
def again() -> Answer:
    """Give the password once more before a weighty change."""
    form = AgainForm(next=own_page(request.args.get("next")))
    row = session.current_session()
    if row is not None and form.validate_on_submit():
        if guessing.is_own(session.member(), form.password.data):
            session.replace_token(actions.renew_session(session.member(), row))
            return go_on(form.next.data)
        show_invalid(form, Invalid("password", "password_wrong"))
    return render_template("accounts/again.html", form=form)


again.reads_only = True


@bp.post("/sign-out")
@login_required
def sign_out() -> Response:
    """End this session."""
    row = session.current_session()
    if ButtonForm().validate_on_submit() and row is not None:
        actions.sign_out(session.member(), row)
        session.forget()
        flash(_("You are signed out."), "info")
    return go_on()


def _come_in(proven: Proven, form: Any) -> Response:
    """Begin a session of its own; one that this browser had before ends."""
    idle_seconds = REMEMBERED_SECONDS if form.remember.data else IDLE_SECONDS
    row = session.current_session()
    if row is not None:
        actions.sign_out(session.member(), row)
    is_first = proven.user.last_seen_at is None
    token = actions.sign_in(
        session.viewer(),
        proven.user,
        place=place(),
        idle_seconds=idle_seconds,
        new_hash=proven.new_hash,
    )
    session.remember(proven.user, token, idle_seconds=idle_seconds)
    if actions.stay(proven.user, proven.user):
        flash(_("You are back, and your account stays. Nothing is lost."), "good")
    greeted = greeting(proven.user, form.next.data) if is_first else ""
    return go_on(greeted or form.next.data)


def _stay_out(user: User, verdict: Verdict) -> Answer | None:
    """The password was right, so this person may know why the door stays closed.

    A closed account of which nobody has anything to say looks like none.
    """
    if verdict.reason == "approval_first" and queries.is_unconfirmed(user):
        browser[WAITING] = user.email
        return redirect(url_for(".after_sign_up"))
    reasons = slots.fill_page("door.closed", user)
    if verdict.reason == "deactivated" and not reasons:
        return None
    page = render_template(
        "accounts/stay_out.html", user=user, reason=verdict.reason, reasons=reasons
    )
    return page, 403
