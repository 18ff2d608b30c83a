"""Staff pages of tiers: which there are, what they give, who holds them and why."""

from collections import Counter
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.finding import asked_for
from forum.accounts.models import User
from forum.accounts.session import member
from forum.channels import queries as channels
from forum.commerce import queries as commerce
from forum.kernel.policy import Invalid
from forum.points import queries as points
from forum.tiers import actions, policy, queries, words
from forum.tiers.asking import Asks
from forum.tiers.forms import BenefitForm, GiveForm, TakeForm, TierForm, TiersForm
from forum.tiers.models import Tier
from forum.uploads.settings import GREATEST_MB, MOST_MB
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("tiers", __name__)


@bp.get("")
def index() -> str | Response:
    """All tiers, and the way to what a member holds."""
    form, found = asked_for(request.args)
    if found is not None:
        return redirect(url_for(".explain", user_id=found.id))
    return render_template(
        "tiers/admin/index.html",
        tiers=queries.tiers(),
        holders=queries.holder_counts(),
        benefits=Counter(row.tier_id for row in queries.benefits()),
        owed=queries.tasks_waiting(),
        form=form,
        may_arrange=policy.can_arrange(member()),
        said=words,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Make one more tier."""
    require_admin()
    form = TierForm.of(None)
    if form.validate_on_submit():
        made = _done(form, lambda: actions.create(member(), form.chosen_kind, form.plan()))
        if made:
            flash(_("Saved."), "good")
            return redirect(url_for(".index"))
    return render_template("tiers/admin/tier.html", tier=None, form=form, said=words)


@bp.route("/<int:tier_id>", methods=["GET", "POST"])
def edit(tier_id: int) -> str | Response:
    """Change a tier, and see what it gives."""
    require_admin()
    tier = queries.tier_by_id(tier_id)
    form = TierForm.of(tier)
    if form.validate_on_submit() and _done(
        form, lambda: actions.change(member(), tier, form.plan())
    ):
        flash(_("Saved. Who has enough points goes up within a moment; nobody goes down."), "good")
        return redirect(url_for(".edit", tier_id=tier.id))
    return _tier_page(tier, form, _benefit_form(is_typed=False))


@bp.post("/<int:tier_id>/benefits")
def add_benefit(tier_id: int) -> str | Response:
    """Let a tier give one more thing."""
    require_admin()
    tier, form = queries.tier_by_id(tier_id), _benefit_form(is_typed=True)
    if form.validate_on_submit() and _done(
        form, lambda: actions.add_benefit(member(), tier, form.plan)
    ):
        flash(_("Added. Everybody who holds the tier has it within a moment."), "good")
        return redirect(url_for(".edit", tier_id=tier.id))
    return _tier_page(tier, TierForm.of(tier), form)


@bp.post("/benefits/<int:benefit_id>/end")
def end_benefit(benefit_id: int) -> Response:
    """Let a tier give something no longer."""
    require_admin()
    benefit = queries.benefit_by_id(benefit_id)
    actions.end_benefit(member(), benefit)
    flash(_("Nobody gets this from the tier any more."), "info")
    return redirect(url_for(".edit", tier_id=benefit.tier_id))


@bp.route("/simulate", methods=["GET", "POST"])
def simulate() -> str | Response:
    """Try what else tiers could ask for: how many would move, and who."""
    require_admin()
    steps = queries.ladder()
    typed = {tier.id: _typed(tier) for tier in steps}
    if request.method == "POST":
        actions.arrange(member(), typed)
        flash(_("Saved. Who has enough points goes up within a moment."), "good")
        return redirect(url_for(".index"))
    return render_template(
        "tiers/admin/simulate.html",
        steps=steps,
        typed=typed,
        outcome=queries.simulate(typed),
        is_changed=any(typed[tier.id] != tier.asks for tier in steps),
        shows_buying=commerce.has_stores() or any(tier.by_buying for tier in steps),
        said=words,
    )


@bp.get("/members/<int:user_id>")
def explain(user_id: int) -> str:
    """Why a member holds what they hold: the points by rule, and what is missing."""
    return _member_page(accounts.held_member(user_id), _give_form(is_typed=False))


@bp.post("/members/<int:user_id>/give")
def give(user_id: int) -> str | Response:
    """Give a tier by hand."""
    user, form = accounts.fresh_member(user_id), _give_form(is_typed=True)
    if form.validate_on_submit():
        tier = queries.tier_by_id(form.tier.data)
        why, until = form.reason.data or "", form.last_moment
        if _done(form, lambda: actions.give(member(), tier, user, reason=why, until=until)):
            flash(_("%(name)s holds it from now on.", name=user.display_name), "good")
            return redirect(url_for(".explain", user_id=user_id))
    return _member_page(user, form)


@bp.post("/memberships/<int:membership_id>/take")
def take(membership_id: int) -> str | Response:
    """Take a tier that was given by hand."""
    row, form = queries.open_membership(membership_id), TakeForm()
    if form.validate_on_submit() and _done(
        form, lambda: actions.take(member(), row, reason=form.reason.data or "")
    ):
        flash(_("%(name)s holds it no longer.", name=row.user.display_name), "info")
        return redirect(url_for(".explain", user_id=row.user_id))
    flash(_("Say why: it is kept beside what you did."), "bad")
    return redirect(url_for(".explain", user_id=row.user_id))


@bp.get("/promises")
def promises() -> str:
    """What was promised against what is there, and what the team owes."""
    found = queries.promises()
    ids = {one.benefit.channel_id for one in found if one.benefit.channel_id is not None}
    return render_template(
        "tiers/admin/promises.html",
        promises=found,
        tasks=queries.tasks_open(),
        waiting=queries.tasks_waiting(),
        rooms=channels.channels_by_ids(ids),
        said=words,
    )


@bp.post("/tasks/<int:task_id>/done")
def deliver(task_id: int) -> Response:
    """Note that the team has done what it owed."""
    actions.deliver(member(), queries.task_by_id(task_id))
    flash(_("Noted as delivered."), "good")
    return redirect(url_for(".promises"))


def _tier_page(tier: Tier, form: TierForm, benefit_form: BenefitForm) -> str:
    return render_template(
        "tiers/admin/tier.html",
        tier=tier,
        form=form,
        benefit_form=benefit_form,
        benefits=[one for one in queries.benefits() if one.tier_id == tier.id],
        rooms={room.id: room for room in channels.all_channels()},
        most_mb=MOST_MB.get(),
        greatest_mb=GREATEST_MB,
        said=words,
    )


def _member_page(user: User, form: GiveForm) -> str:
    facts = queries.facts_of([user.id]).get(user.id, queries.Facts())
    return render_template(
        "tiers/admin/member.html",
        user=user,
        held=queries.memberships_of(user),
        past=queries.past_of(user),
        progress=queries.progress_of(user),
        sums=points.sums_of(user),
        facts=facts,
        may_arrange=policy.can_arrange(member()),
        rooms=channels.channels_by_ids(facts.doors.keys()),
        form=form,
        take_form=TakeForm(formdata=None),
        said=words,
    )


def _benefit_form(*, is_typed: bool) -> BenefitForm:
    rooms = [room for room in channels.all_channels() if not room.is_archived]
    return BenefitForm.among(rooms, is_typed=is_typed)


def _give_form(*, is_typed: bool) -> GiveForm:
    return GiveForm.among(queries.tiers(), is_typed=is_typed)


def _typed(tier: Tier) -> Asks:
    """What was typed for a step; where nothing was, or nothing that can be, what it asks now."""
    now = tier.asks
    return Asks(
        _number(f"tier-{tier.id}", now.points, least=1, most=policy.MOST_POINTS),
        _number(f"orders-{tier.id}", now.orders, least=0, most=policy.MOST_ORDERS),
        _number(f"spent-{tier.id}", now.spent, least=0, most=policy.MOST_SPENT),
    )


def _number(name: str, now: int, *, least: int, most: int) -> int:
    typed = request.values.get(name, type=int)
    return typed if typed is not None and least <= typed <= most else now


def _done(form: TiersForm, act: Callable[[], object]) -> bool:
    """Whether the action took place; what it found wrong is said at the field."""
    try:
        act()
    except Invalid as invalid:
        form.blame(invalid)
        return False
    return True
