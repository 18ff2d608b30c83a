"""Staff pages of appeals: one of them with all that belongs to it, and how often they succeed."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.appeals import actions, policy, queries, wording
from forum.appeals.forms import DecideForm
from forum.kernel.policy import Invalid, require
from forum.pages import queries as pages
from forum.sanctions import queries as sanctions
from forum.sanctions import wording as sanctioned
from forum.web.admin import staff_blueprint

bp = staff_blueprint("appeals", __name__)


@bp.get("")
def index() -> str:
    """Appeals that wait; to admins, how often decisions are overturned."""
    sees_rates = policy.can_see_rates(member())
    guidelines = pages.current_guidelines()
    clauses = pages.clauses_of(guidelines) if guidelines else ()
    return render_template(
        "appeals/admin/index.html",
        items=queries.open_items(),
        by_clause=queries.rates_by_clause() if sees_rates else (),
        by_decider=queries.rates_by_decider() if sees_rates else (),
        titles={one.key: f"{one.number}. {one.title}" for one in clauses},
        sees_rates=sees_rates,
        said=sanctioned,
    )


@bp.route("/<int:appeal_id>", methods=["GET", "POST"])
def show(appeal_id: int) -> Response | str:
    """One appeal: the decision, the text, the member's words, their record; and deciding on it."""
    item, form = queries.item(appeal_id), DecideForm()
    form.offer()
    may = policy.can_decide(member(), item.appeal, item.against)
    if form.is_submitted():
        require(may)
    if form.validate_on_submit():
        try:
            actions.decide(member(), appeal_id, form.verdict)
        except Invalid as invalid:
            form.blame(invalid)
        else:
            flash(_("Decided. The member is told by mail."), "good")
            return redirect(url_for(".index"))
    return render_template(
        "appeals/admin/show.html",
        item=queries.item(appeal_id),
        may=may,
        facts=queries.facts_about(item),
        weight=sanctions.weight_of(item.user),
        record=sanctions.sanctions_of(item.user)[:5],
        form=form,
        answers=wording,
        said=sanctioned,
    )
