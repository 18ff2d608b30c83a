"""Scenarios as admins arrange them: their order, which are asked, and what they say."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, require
from forum.training import actions, policy, queries, wording
from forum.training.admin.blueprint import bp
from forum.training.forms import ScenarioForm
from forum.training.shapes import Story

TAKEN, UNTAKEN = 200, 422
MOVES = {"up": actions.move_up, "down": actions.move_down}


@bp.get("/scenarios")
def scenarios() -> str:
    """All of them in their order."""
    require(policy.can_arrange(member()))
    return render_template(
        "training/scenarios.html", stories=queries.all_scenarios(), wording=wording
    )


@bp.post("/scenarios")
def fetch_scenarios() -> Response:
    """Put the supplied ones in at once, without waiting for the worker."""
    actions.fetch(member())
    return redirect(url_for(".scenarios"))


@bp.route("/scenarios/new", methods=["GET", "POST"])
def new_scenario() -> tuple[str, int] | Response:
    """Write one."""
    require(policy.can_arrange(member()))
    return _edited(None)


@bp.route("/scenarios/<int:scenario_id>", methods=["GET", "POST"])
def edit_scenario(scenario_id: int) -> tuple[str, int] | Response:
    """Change one."""
    require(policy.can_arrange(member()))
    return _edited(queries.scenario_by_id(scenario_id))


@bp.post("/scenarios/<int:scenario_id>/move")
def move_scenario(scenario_id: int) -> Response:
    """One place up or down."""
    story = queries.scenario_by_id(scenario_id)
    MOVES.get(request.form.get("way", ""), actions.move_down)(member(), story.scenario)
    return redirect(url_for(".scenarios", _anchor=f"scenario-{scenario_id}"))


@bp.post("/scenarios/<int:scenario_id>/switch")
def switch_scenario(scenario_id: int) -> Response:
    """Asked, or no longer."""
    actions.switch(member(), queries.scenario_by_id(scenario_id).scenario)
    return redirect(url_for(".scenarios", _anchor=f"scenario-{scenario_id}"))


@bp.post("/scenarios/<int:scenario_id>/restore")
def restore_scenario(scenario_id: int) -> Response:
    """The words that came with the forum."""
    actions.restore(member(), queries.scenario_by_id(scenario_id).scenario)
    flash(_("It reads as it came with the forum, in every language."), "good")
    return redirect(url_for(".edit_scenario", scenario_id=scenario_id))


@bp.post("/scenarios/<int:scenario_id>/remove")
def remove_scenario(scenario_id: int) -> Response:
    """Take out one that staff wrote."""
    actions.remove(member(), queries.scenario_by_id(scenario_id).scenario)
    flash(_("Taken out. What was answered goes on counting."), "good")
    return redirect(url_for(".scenarios"))


def _edited(story: Story | None) -> tuple[str, int] | Response:
    form = ScenarioForm() if request.method == "POST" else ScenarioForm(formdata=None)
    form.offer(wording.clauses())
    if request.method == "GET" and story is not None:
        form.show(story)
    try:
        if request.method == "POST" and form.validate():
            return _saved(story, form)
    except Invalid as error:
        form.blame(error)
    page = render_template("training/edit.html", story=story, form=form)
    return page, UNTAKEN if request.method == "POST" else TAKEN


def _saved(story: Story | None, form: ScenarioForm) -> Response:
    if story is None:
        actions.create(member(), form.plan)
    else:
        actions.change(member(), story.scenario, form.plan)
    flash(_("Saved. It is asked like this from now on."), "good")
    return redirect(url_for(".scenarios"))
