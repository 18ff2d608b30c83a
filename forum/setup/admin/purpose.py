"""The third step: what the community is for, what is promised, and how success is measured."""

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.setup import actions, queries
from forum.setup.admin.blueprint import after, bp, page
from forum.setup.forms import purpose_form
from forum.setup.models import Step


@bp.route("/purpose", methods=["GET", "POST"])
def purpose() -> str | Response:
    """Six short fields, three promises, up to five goals."""
    form = purpose_form(queries.goals())
    chosen = form.chosen() if form.is_submitted() else {}
    if form.validate_on_submit() and len(chosen) == len(form.KEYS):
        try:
            actions.choose_purpose(member(), chosen, wanted=form.wanted())
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Saved. It stands on the page about your community now."), "good")
            return redirect(after(Step.PURPOSE))
    if form.is_submitted():
        form.tell()
    return page(Step.PURPOSE, form=form)
