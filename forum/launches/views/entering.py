"""Taking one, standing in the line, handing back, being told."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel import clock
from forum.kernel.policy import Invalid, Refused
from forum.launches import actions, queries
from forum.launches.forms import ClaimForm
from forum.launches.having import had_by
from forum.launches.models import Launch
from forum.launches.showing import shown
from forum.launches.views.blueprint import bp
from forum.launches.views.pages import page_of
from forum.web.limits import Limit

OFTEN = Limit("launches", "120 per hour")


@bp.post("/launches/<launch>/claim")
@login_required
def claim(launch: str) -> str | Response:
    """Take one, or what is kept for me. Sent twice, it is the same one."""
    found = _found(launch)
    OFTEN.hit("member", member().id)
    form = ClaimForm()
    try:
        entry = actions.claim(
            member(), found, quantity=form.wanted, rules_version=form.agreed_to(found)
        )
    except Invalid as error:
        return _again(found, form, error)
    except Refused as error:
        if error.verdict.reason != "launch_sold_out":
            raise
        flash(_("Everything is taken just now. You can stand in the line."), "warn")
        return _back(launch)
    if entry.code_due_since is None:
        flash(_("It is yours."), "good")
    else:
        flash(_("One is yours. Its code is being added, and you hear of it at once."), "info")
    return _back(launch)


@bp.post("/launches/<launch>/enter")
@login_required
def enter(launch: str) -> str | Response:
    """Take part in the draw. Sent twice, it is the same entry."""
    found = _found(launch)
    OFTEN.hit("member", member().id)
    form = ClaimForm()
    try:
        actions.enter(member(), found, rules_version=form.agreed_to(found))
    except Invalid as error:
        return _again(found, form, error)
    flash(_("You are in. When entering has ended it is drawn, and you are told."), "good")
    return _back(launch)


@bp.post("/launches/<launch>/join")
@login_required
def join(launch: str) -> str | Response:
    """Stand in the line."""
    found = _found(launch)
    form = ClaimForm()
    try:
        actions.join(member(), found, rules_version=form.agreed_to(found))
    except Invalid as error:
        return _again(found, form, error)
    flash(_("You are in the line. You are told as soon as one is kept for you."), "good")
    return _back(launch)


@bp.get("/launches/<launch>/leave")
@login_required
def ask_leave(launch: str) -> str:
    """Ask before something is handed back."""
    found = _found(launch)
    had = had_by(found, queries.entry_of(member().id, found))
    return render_template("launches/leave.html", launch=found, had=had)


@bp.post("/launches/<launch>/leave")
@login_required
def leave(launch: str) -> Response:
    """Give up my place, or hand back what I have."""
    actions.leave(member(), _found(launch))
    flash(_("Done. It goes to whoever is next."), "good")
    return _back(launch)


@bp.post("/launches/<launch>/code")
@login_required
def show_code(launch: str) -> Response:
    """See my code; from then on it is mine alone."""
    actions.show_code(member(), _found(launch))
    return _back(launch)


@bp.post("/launches/<launch>/remind")
@login_required
def remind(launch: str) -> Response:
    """Be told when it opens for me."""
    actions.ask_to_be_told(member(), _found(launch))
    flash(_("You are told when it opens for you."), "good")
    return _back(launch)


@bp.post("/launches/<launch>/forget")
@login_required
def forget(launch: str) -> Response:
    """Be told no more."""
    actions.forget_to_tell(member(), _found(launch))
    flash(_("You are not told of it any more."), "good")
    return _back(launch)


def _found(slug: str) -> Launch:
    found = queries.visible_launch(member(), slug, clock.now())
    # In a transaction of its own: whatever becomes of the rest, everybody has their place.
    actions.look_in(member(), found)
    return found


def _again(launch: Launch, form: ClaimForm, error: Invalid) -> str:
    """The page with the form as it was sent, and what is wrong with it."""
    form.blame(error)
    return page_of(shown(member(), launch, clock.now()), form)


def _back(slug: str) -> Response:
    return redirect(url_for(".show", launch=slug))
