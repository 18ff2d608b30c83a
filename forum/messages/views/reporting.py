"""Showing a message to the team."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, require
from forum.messages import actions, policy, queries
from forum.messages.forms import ReportForm, blame
from forum.messages.models import Complaint
from forum.messages.views.blueprint import bp, message_address
from forum.web.limits import Limit

REPORTING = Limit("reports", "20 per hour")


@bp.route("/messages/m/<int:message_id>/report", methods=["GET", "POST"])
@login_required
def report(message_id: int) -> str | Response | tuple[str, int]:
    """Says first what the team will read: this message, and a few around it."""
    message, place = queries.visible_message(member(), message_id)
    require(policy.can_report(member(), message))
    form, status = ReportForm(), 200
    if form.validate_on_submit():
        REPORTING.hit(member().id)
        complaint, note = Complaint(form.complaint.data), form.note.data or ""
        try:
            actions.report(member(), message, place, complaint=complaint, note=note)
        except Invalid as error:
            blame(form, error)
            status, (message, place) = 422, queries.visible_message(member(), message_id)
        else:
            flash(_("Thank you. Somebody of the team looks at it."), "good")
            return redirect(message_address(place, message))
    around = policy.AROUND
    return render_template(
        "messages/report.html", message=message, form=form, around=around
    ), status
