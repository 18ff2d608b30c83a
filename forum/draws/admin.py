"""Staff pages of draws: what decides, typing the public number in, and striking entries out."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.draws import actions, policy, queries
from forum.draws.forms import NumberForm, PlanForm, StrikeForm
from forum.draws.models import Beacon, Draw
from forum.kernel import clock, paging
from forum.kernel.policy import Invalid, NotFound, require
from forum.launches import policy as launching
from forum.launches import queries as launched
from forum.launches.models import Allocation, Launch
from forum.web.admin import staff_blueprint

bp = staff_blueprint("draws", __name__)


@bp.get("/<int:drawn_id>")
def show(drawn_id: int) -> str:
    """One draw, as the team arranges it."""
    launch = _launch(drawn_id)
    draw = queries.draw_of(launch.id)
    plan = PlanForm()
    plan.offer()
    if draw is not None:
        plan.beacon.data, plan.rule.data = Beacon(draw.beacon).value, draw.beacon_rule
    return _page(launch, draw, plan=plan)


@bp.post("/<int:drawn_id>/plan")
def plan(drawn_id: int) -> str | Response:
    """Choose what decides."""
    launch, form = _launch(drawn_id), PlanForm()
    form.offer()
    if form.validate_on_submit():
        try:
            actions.plan(member(), launch, beacon=form.chosen, rule=form.rule.data or "")
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Saved. Members read it on the page of the draw."), "good")
            return _back(drawn_id)
    return _page(launch, queries.draw_of(launch.id), plan=form)


@bp.post("/<int:drawn_id>/number")
def number(drawn_id: int) -> str | Response:
    """Type the public number in, and draw."""
    launch, form = _launch(drawn_id), NumberForm()
    if form.validate_on_submit():
        try:
            actions.tell_number(member(), launch, form.value.data or "")
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Drawn. Those who won are told now."), "good")
            return _back(drawn_id)
    return _page(launch, queries.draw_of(launch.id), number=form)


@bp.route("/<int:drawn_id>/entries/<int:draw_entry_id>/strike", methods=["GET", "POST"])
def strike(drawn_id: int, draw_entry_id: int) -> str | Response:
    """Strike an entry out, for a reason that its member reads."""
    launch, form = _launch(drawn_id), StrikeForm()
    entry = launched.entry_by_id(launch, draw_entry_id)
    require(policy.can_strike(member(), entry))
    if form.validate_on_submit():
        try:
            actions.strike(member(), launch, entry, form.reason.data or "")
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Struck out. The member is told why."), "good")
            return _back(drawn_id)
    return render_template("draws/admin/strike.html", launch=launch, entry=entry, form=form)


def _launch(drawn_id: int) -> Launch:
    require(launching.can_look(member()))
    launch = launched.launch_by_id(drawn_id)
    if launch.allocation != Allocation.DRAW:
        raise NotFound
    return launch


def _page(
    launch: Launch,
    draw: Draw | None,
    *,
    plan: PlanForm | None = None,
    number: NumberForm | None = None,
) -> str:
    if plan is None:
        plan = PlanForm(formdata=None)
        plan.offer()
    windows = launched.windows_of([launch.id])[launch.id]
    return render_template(
        "draws/admin/show.html",
        launch=launch,
        draw=draw,
        plan=plan,
        number=number or NumberForm(formdata=None),
        may_plan=policy.can_plan(member(), launch, windows, clock.now()),
        may_tell=draw is not None and policy.can_tell_number(member(), draw),
        page=queries.entries_page(launch, paging.decode(request.args.get("after"))),
        can_strike=policy.can_strike,
    )


def _back(drawn_id: int) -> Response:
    return redirect(url_for(".show", drawn_id=drawn_id))
