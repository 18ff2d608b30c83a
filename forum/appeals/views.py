"""Asking for another look: by the signed word, so also for somebody who may not come in."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.appeals import actions, doors, policy, queries, wording
from forum.appeals.forms import AppealForm
from forum.appeals.settings import HOURS
from forum.kernel.policy import Invalid
from forum.web.limits import Limit

bp = Blueprint("appeals", __name__)
BY_MEMBER = Limit("appeals", "20 per hour")


@bp.route("/appeals/<word>", methods=["GET", "POST"])
def show(word: str) -> Response | str:
    """The form, or what became of it."""
    door, form = doors.read(word), AppealForm()
    # Of an account that was merged since then, the member it became.
    user = accounts.member_named(accounts.fresh_member(door.user_id).username)
    if form.validate_on_submit():
        BY_MEMBER.hit(user.id)
        try:
            actions.appeal(
                user, form.body.data or "", ruling_id=door.ruling_id, sanction_id=door.sanction_id
            )
        except Invalid as invalid:
            form.blame(invalid)
        else:
            flash(_("Sent. Somebody else of the team looks at it and writes to you."), "good")
            return redirect(url_for(".show", word=word))
    ruling, sanction = queries.decision(door.ruling_id, door.sanction_id)
    made = queries.appeal_against(door.ruling_id, door.sanction_id)
    against = queries.against_of(ruling, sanction.sanction if sanction else None)
    return render_template(
        "appeals/show.html",
        user=user,
        ruling=ruling,
        entry=sanction,
        appeal=made,
        hours=HOURS.get(),
        may=policy.can_appeal(user, against, earlier=made),
        form=form,
        said=wording,
    )
