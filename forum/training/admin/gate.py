"""Whether only trained people decide in the queue; who would lose the right is said before."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import require
from forum.moderation.settings import NEEDS_TRAINING
from forum.training import actions, policy, queries
from forum.training.admin.blueprint import bp


@bp.get("/gate")
def gate() -> str:
    """What is asked of those who decide, and whom it would shut out."""
    require(policy.can_arrange(member()))
    people = queries.people()
    return render_template(
        "training/gate.html",
        is_on=NEEDS_TRAINING.get(),
        losing=[one for one in people if not one.keeps],
        keeping=[one for one in people if one.keeps],
    )


@bp.post("/gate")
def set_gate() -> Response:
    """Ask for it from now on, or no longer."""
    if request.form.get("gate") == "on":
        actions.close_gate(member())
        flash(_("From now on only people who have passed decide in the queue."), "good")
    else:
        actions.open_gate(member())
        flash(_("Everybody of the team decides in the queue again."), "good")
    return redirect(url_for(".gate"))
