"""Leaving for good: what happens is said first, and the password is asked for."""

from typing import Any

from flask import flash, render_template
from flask_babel import ngettext
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import actions, guessing, policy, session
from forum.accounts.forms import LeaveForm, show_invalid
from forum.accounts.models import Fate, User
from forum.accounts.settings import LEAVING_DAYS
from forum.accounts.views.blueprint import bp, go_on
from forum.kernel.policy import Invalid

Answer = str | Response | tuple[str, int]
# So many posts are seen to while the page loads; more are left to the worker.
AT_ONCE = 200


@bp.route("/preferences/leave", methods=["GET", "POST"])
@login_required
def leave() -> Answer:
    """Say what becomes of everything, ask for the password, and let the member go."""
    form: Any = LeaveForm()
    member = session.member()
    verdict = policy.can_leave(member)
    if verdict and form.validate_on_submit():
        if guessing.is_own(member, form.present.data):
            return _go(member, Fate(form.fate.data))
        show_invalid(form, Invalid("present", "password_wrong"))
    days = LEAVING_DAYS.get()
    return render_template("accounts/leave.html", form=form, verdict=verdict, days=days)


# Comparing a password takes a moment, in which others may write.
leave.reads_only = True


def _go(member: User, fate: Fate) -> Answer:
    is_small = member.post_count <= AT_ONCE
    leaving = actions.ask_to_leave(member, fate)
    days, due_at = LEAVING_DAYS.get(), leaving.due_at
    session.forget()
    if days:
        words = ngettext(
            "Your account closes in %(num)d day. Sign in before that, and everything stays.",
            "Your account closes in %(num)d days. Sign in before that, and everything stays.",
            days,
        )
        flash(words, "info")
        return go_on()
    is_done = is_small and actions.leave_now(member)
    return render_template("accounts/goodbye.html", is_done=is_done, due_at=due_at)
