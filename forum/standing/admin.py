"""Staff pages of standing: what is asked for, what is allowed, and why somebody stands there."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.finding import asked_for
from forum.accounts.models import Standing, User
from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound
from forum.standing import actions, criteria, policy, queries, wording
from forum.standing.forms import CriteriaForm, LimitsForm, LockForm, StandingForm
from forum.standing.showing import table
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("standing", __name__)


@bp.get("")
def index() -> str | Response:
    """The steps with how many stand on each, the limits, and the way to one member."""
    form, found = asked_for(request.args)
    if found is not None:
        return redirect(url_for(".explain", user_id=found.id))
    return render_template(
        "standing/admin/index.html",
        asked=criteria.asked(),
        counts=queries.counts(),
        near=queries.near(),
        locked=queries.locked(),
        form=form,
        may_change=policy.can_change_rules(member()),
        **table(),
    )


@bp.route("/steps/<standing>", methods=["GET", "POST"])
def step(standing: str) -> str | Response:
    """Change what one standing asks for."""
    require_admin()
    if standing not in criteria.STEPS:
        raise NotFound
    wanted = Standing(standing)
    form = CriteriaForm.of(criteria.asked()[wanted], is_typed=request.method == "POST")
    if form.validate_on_submit() and _done(
        form, lambda: actions.ask_for(member(), wanted, form.asked)
    ):
        flash(_("Saved. Everybody is looked at within a few minutes."), "good")
        return redirect(url_for(".index"))
    return render_template("standing/admin/step.html", standing=wanted, form=form, said=wording)


@bp.route("/limits", methods=["GET", "POST"])
def limits() -> str | Response:
    """Change what each standing may do."""
    require_admin()
    form = LimitsForm.of(is_typed=request.method == "POST")
    if form.validate_on_submit() and _done(
        form, lambda: actions.allow(member(), form.numbers, form.begins)
    ):
        flash(_("Saved. It holds from now on."), "good")
        return redirect(url_for(".index"))
    return render_template("standing/admin/limits.html", form=form, **table())


@bp.get("/members/<int:user_id>")
def explain(user_id: int) -> str:
    """Where a member stands, and why."""
    return _member_page(accounts.fresh_member(user_id), LockForm(formdata=None))


@bp.post("/members/<int:user_id>/lock")
def lock(user_id: int) -> str | Response:
    """Let the standing stay as the team says."""
    user, form = accounts.fresh_member(user_id), LockForm()
    if form.validate_on_submit() and _done(form, lambda: _lock(user, form)):
        flash(_("Locked. The member reads why."), "good")
        return redirect(url_for(".explain", user_id=user_id))
    return _member_page(accounts.fresh_member(user_id), form)


@bp.post("/members/<int:user_id>/unlock")
def unlock(user_id: int) -> Response:
    """Let the standing follow from what the member does again."""
    actions.unlock(member(), accounts.fresh_member(user_id))
    flash(_("The standing follows from what they do again."), "good")
    return redirect(url_for(".explain", user_id=user_id))


@bp.post("/members/<int:user_id>/leader")
def make_leader(user_id: int) -> Response:
    """Make a leader of a regular."""
    actions.make_leader(member(), accounts.fresh_member(user_id))
    flash(_("They are a leader now."), "good")
    return redirect(url_for(".explain", user_id=user_id))


@bp.post("/members/<int:user_id>/no-leader")
def end_leader(user_id: int) -> Response:
    """Let a leader be a regular again."""
    actions.end_leader(member(), accounts.fresh_member(user_id))
    flash(_("They are a leader no longer."), "good")
    return redirect(url_for(".explain", user_id=user_id))


def _lock(user: User, form: LockForm) -> None:
    standing = Standing(form.standing.data)
    actions.lock(member(), user, standing, reason=form.reason.data or "")


def _member_page(user: User, form: LockForm) -> str:
    return render_template(
        "standing/admin/member.html",
        user=user,
        place=queries.place_of(user),
        form=form,
        may_decide=policy.can_decide(member(), user),
        may_make_leader=policy.can_make_leader(member(), user),
        **table(),
    )


def _done(form: StandingForm, act: Callable[[], object]) -> bool:
    """Whether the action took place; what it found wrong is said at the field."""
    try:
        act()
    except Invalid as invalid:
        form.blame(invalid)
        return False
    return True
