"""Milestones that wait to be told, and goals to reach together."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, require
from forum.recognition import actions, facts, policy, queries, words
from forum.recognition.admin.blueprint import bp
from forum.recognition.admin.telling import tell
from forum.recognition.forms import GoalForm


@bp.get("/milestones")
def milestones() -> str:
    """What was reached and nobody told of yet, what is near, and the goals."""
    return render_template(
        "recognition/admin/milestones.html",
        waiting=queries.milestones_waiting(),
        near=queries.near(),
        goals=queries.goals(),
        may_arrange=policy.can_arrange(member()),
        said=words,
    )


@bp.route("/milestones/<int:milestone_id>/topic", methods=["GET", "POST"])
def tell_of_milestone(milestone_id: int) -> str | Response:
    """Publish a topic about a milestone."""
    found = queries.milestone_by_id(milestone_id)
    draft = facts.of_milestone(found, queries.totals())
    return tell(lambda: queries.milestone_by_id(milestone_id), draft, url_for(".milestones"))


@bp.post("/milestones/<int:milestone_id>/pass")
def let_pass(milestone_id: int) -> Response:
    """Tell nobody of a milestone."""
    actions.let_pass(member(), queries.milestone_by_id(milestone_id))
    flash(_("Nobody is told of it."), "good")
    return redirect(url_for(".milestones"))


@bp.route("/goals/new", methods=["GET", "POST"])
def new_goal() -> str | Response:
    """Set a goal for everybody."""
    require(policy.can_arrange(member()))
    form = GoalForm.fresh()
    if form.validate_on_submit():
        try:
            actions.set_goal(member(), form.plan)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("The goal is set. It is counted every few minutes."), "good")
            return redirect(url_for(".milestones"))
    return render_template("recognition/admin/goal.html", form=form)


@bp.post("/goals/<int:goal_id>/end")
def end_goal(goal_id: int) -> Response:
    """Show a goal no longer."""
    actions.end_goal(member(), queries.goal_by_id(goal_id))
    flash(_("The goal is shown no longer."), "good")
    return redirect(url_for(".milestones"))
