"""Why one should join: up to five reasons, each with a figure that must bear it out."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.setup import actions, queries
from forum.setup.admin.blueprint import bp
from forum.setup.forms import METRICS, ReasonsForm


@bp.route("/reasons", methods=["GET", "POST"])
def reasons() -> str | Response:
    """The reasons as they stand; "Up" moves one and saves nothing."""
    told = queries.told()
    form = ReasonsForm.of([each.reason for each in told])
    moved = request.form.get("up", type=int)
    if moved is not None:
        form.move_up(moved)
    elif form.validate_on_submit():
        try:
            actions.put_reasons(member(), form.wanted())
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Saved. It stands on the page about your community now."), "good")
            return redirect(url_for(".reasons"))
    return render_template("setup/reasons.html", form=form, told=told, metrics=METRICS)
