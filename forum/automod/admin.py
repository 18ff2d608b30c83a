"""Staff pages of rules: their order, the builder, trying a text, a dry run, the history."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.automod import actions, building, policy, queries, telling, wording
from forum.automod.conditions import KINDS
from forum.automod.forms import TrialForm
from forum.automod.models import AutomodRule
from forum.automod.settings import LIKENESS
from forum.kernel.policy import Invalid, NotFound, require
from forum.pages.wording import HARMS
from forum.web.admin import staff_blueprint

bp = staff_blueprint("automod", __name__)
MOVES = {"up": actions.move_up, "down": actions.move_down}


@bp.route("", methods=["GET", "POST"])
def index() -> str:
    """Every rule in its order; a text that is typed is tried, and stored nowhere."""
    require(policy.can_see(member()))
    form = TrialForm()
    return render_template(
        "automod/admin/index.html",
        rules=queries.rules(),
        counts=queries.hit_counts(building.a_month_ago()),
        wording=wording,
        learned=queries.newest_likeness(),
        likes=LIKENESS.get(),
        form=form,
        tried=building.tried(member(), form) if form.validate_on_submit() else None,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Make a rule."""
    require(policy.can_arrange(member()))
    return _edited(None)


@bp.route("/<int:rule_id>", methods=["GET", "POST"])
def edit(rule_id: int) -> str | Response:
    """Change a rule; a dry run tries what is on the page, and saves nothing."""
    require(policy.can_arrange(member()))
    return _edited(queries.rule_by_id(rule_id))


@bp.post("/<int:rule_id>/move")
def move(rule_id: int) -> Response:
    """One place up or down."""
    require(policy.can_arrange(member()))
    way = MOVES.get(request.form.get("way", ""))
    if way is not None:
        way(member(), queries.rule_by_id(rule_id))
    return redirect(url_for(".index", _anchor=f"rule-{rule_id}"))


@bp.post("/<int:rule_id>/switch")
def switch(rule_id: int) -> Response:
    """On or off."""
    actions.switch(member(), queries.rule_by_id(rule_id))
    return redirect(url_for(".index", _anchor=f"rule-{rule_id}"))


@bp.post("/<int:rule_id>/remove")
def remove(rule_id: int) -> Response:
    """Take a rule out that staff made."""
    actions.remove(member(), queries.rule_by_id(rule_id))
    flash(_("The rule is gone. For seven days it can be brought back in the history."), "good")
    return redirect(url_for(".index"))


@bp.get("/history")
def history() -> str:
    """What was changed, with how often each rule applied before and after."""
    require(policy.can_see(member()))
    return render_template(
        "automod/admin/history.html",
        past=queries.history(),
        policy=policy,
        wording=wording,
        telling=telling,
    )


@bp.post("/history/<int:change_id>/undo")
def undo(change_id: int) -> Response:
    """Take a change back."""
    found = next((one for one in queries.history() if one.change.id == change_id), None)
    if found is None:
        raise NotFound
    actions.undo(member(), found.change)
    flash(_("The rule is as it was before."), "good")
    return redirect(url_for(".history"))


def _edited(rule: AutomodRule | None) -> str | Response:
    form, desk = building.form_of(rule), building.desk_of(member(), rule)
    do = request.form.get("do", "")
    if request.method == "POST" and not desk.changed(do) and form.validate_on_submit():
        try:
            plan = desk.plan(form)
            if do == "try":
                desk.try_out(plan)
            else:
                return _saved(rule, plan)
        except Invalid as error:
            form.blame(error)
    return render_template(
        "automod/admin/edit.html",
        rule=rule,
        form=form,
        desk=desk,
        kinds=KINDS,
        harms=HARMS,
        wording=wording,
    )


def _saved(rule: AutomodRule | None, plan: actions.RulePlan) -> Response:
    if rule is None:
        actions.create(member(), plan)
    else:
        actions.change(member(), rule, plan)
    flash(_("Saved. It holds for every text from now on."), "good")
    return redirect(url_for(".index"))
