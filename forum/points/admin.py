"""Staff pages of points: the rules, the ledger of a member, points by hand."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.finding import asked_for
from forum.accounts.models import User
from forum.accounts.session import member
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, NotFound
from forum.points import actions, policy, queries, words
from forum.points.forms import AdjustForm, PointsForm, RuleForm
from forum.points.models import Reason
from forum.points.ruling import SHIPPED
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("points", __name__)


@bp.get("")
def index() -> str | Response:
    """All rules, who mostly cheers whom, and the way to the ledger of a member."""
    form, found = asked_for(request.args)
    if found is not None:
        return redirect(url_for(".ledger", user_id=found.id))
    rules = queries.rules().at(clock.now())
    return render_template(
        "points/admin/index.html",
        rules=rules,
        rooms=queries.channel_names(member(), rules.values()),
        pairs=queries.pairs(),
        form=form,
        may_change=policy.can_change_rules(member()),
        said=words,
    )


@bp.route("/rules/<reason>", methods=["GET", "POST"])
def rule(reason: str) -> str | Response:
    """Change one rule, from now on."""
    require_admin()
    wanted = _reason(reason)
    form = RuleForm.of(
        wanted, queries.rules().in_force(wanted, clock.now()), channels.all_channels()
    )
    if form.validate_on_submit() and _done(
        form, lambda: actions.change_rule(member(), wanted, form.terms)
    ):
        flash(_("Saved. It holds for what is done from now on."), "good")
        return redirect(url_for(".index"))
    return render_template("points/admin/rule.html", reason=wanted, form=form, said=words)


@bp.get("/members/<int:user_id>")
def ledger(user_id: int) -> str:
    """What a member has, and every line of it."""
    return _ledger_page(accounts.fresh_member(user_id), AdjustForm(formdata=None))


@bp.post("/members/<int:user_id>/adjust")
def adjust(user_id: int) -> str | Response:
    """Give points by hand, or take some."""
    user, form = accounts.fresh_member(user_id), AdjustForm()
    if form.validate_on_submit() and _done(
        form,
        lambda: actions.adjust(member(), user, form.points.data or 0, words=form.words.data or ""),
    ):
        flash(_("Noted. It is in the ledger within a moment."), "good")
        return redirect(url_for(".ledger", user_id=user_id))
    return _ledger_page(user, form)


def _ledger_page(user: User, form: AdjustForm) -> str:
    after = decode(request.args.get("after"))
    return render_template(
        "points/admin/member.html",
        user=user,
        balance=queries.balance_of(user),
        sums=queries.sums_of(user),
        page=queries.ledger_of(user, member(), after),
        is_first=after is None,
        form=form,
        may_adjust=policy.can_adjust(member(), user),
        said=words,
    )


def _reason(word: str) -> Reason:
    if word not in set(SHIPPED):
        raise NotFound
    return Reason(word)


def _done(form: PointsForm, act: Callable[[], object]) -> bool:
    """Whether the action took place; what it found wrong is said at the field."""
    try:
        act()
    except Invalid as invalid:
        form.blame(invalid)
        return False
    return True
