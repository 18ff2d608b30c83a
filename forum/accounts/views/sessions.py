"""Where a member is signed in, and ending any of it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import actions, queries, session
from forum.accounts.browsers import described
from forum.accounts.views.blueprint import bp, go_on


@bp.get("/preferences/sessions")
@login_required
def sessions() -> str:
    """The member's own sessions, this one first."""
    own = session.current_session()
    rows = sorted(queries.sessions_of(session.member()), key=lambda row: row is not own)
    return render_template("accounts/sessions.html", rows=rows, own=own, described=described)


@bp.post("/preferences/sessions/<int:session_id>/end")
@login_required
def end_session(session_id: int) -> Response:
    """End one session."""
    own = session.current_session()
    actions.end_session(session.member(), session_id)
    if own is not None and own.id == session_id:
        return _leave()
    flash(_("That session is ended."), "good")
    return redirect(url_for(".sessions"))


@bp.post("/preferences/sessions/end-others")
@login_required
def end_other_sessions() -> Response:
    """End all sessions but this one."""
    own = session.current_session()
    if own is not None:
        count = actions.end_other_sessions(session.member(), own)
        words = ngettext("%(num)d session is ended.", "%(num)d sessions are ended.", count)
        flash(words, "good")
    return redirect(url_for(".sessions"))


@bp.post("/preferences/sessions/end-all")
@login_required
def end_all_sessions() -> Response:
    """Sign out everywhere, here too."""
    actions.end_all_sessions(session.member())
    return _leave()


def _leave() -> Response:
    session.forget()
    flash(_("You are signed out."), "info")
    return go_on()
