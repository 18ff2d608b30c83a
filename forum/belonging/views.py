"""The question, for those who are asked."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.belonging import actions, policy, queries
from forum.belonging.forms import BelongingForm
from forum.kernel.policy import Invalid, require

bp = Blueprint("belonging", __name__)


@bp.route("/belonging", methods=["GET", "POST"])
@login_required
def question() -> str | Response:
    """Ask, count, or let it be for this quarter."""
    form = BelongingForm()
    if request.method == "POST" and form.validate():
        if "later" in request.form:
            actions.put_off(member())
            flash(_("You are not asked again in this quarter."), "info")
            return redirect(url_for("home.latest"))
        try:
            actions.answer(member(), form.chosen)
        except Invalid:
            form.blame()
        else:
            flash(_("Thank you. Your answer is counted, without your name."), "good")
            return redirect(url_for("home.latest"))
    require(policy.can_answer(member(), is_asked=queries.is_asked(member().id)))
    return render_template("belonging/question.html", form=form)
