"""Teams: who works on the queue, and when. Admins only."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound, require
from forum.moderation import actions, policy, queries
from forum.moderation.actions import TeamPlan
from forum.moderation.admin.blueprint import bp
from forum.moderation.forms import TeamForm, TeamNameForm
from forum.moderation.models import CAPACITY, FIRST_TEAM, Team

MINUTES = 60
# A Monday, to have the days of the week named.
MONDAY = date(2026, 11, 23)


@bp.get("/teams")
def teams() -> str:
    """All teams, the first of them there from the beginning."""
    require(policy.can_arrange_teams(member()))
    return _teams(TeamNameForm(formdata=None))


@bp.post("/teams")
def add_team() -> Response | str:
    """Set up one more."""
    require(policy.can_arrange_teams(member()))
    form = TeamNameForm()
    try:
        if form.validate_on_submit():
            team = actions.add_team(member(), form.name.data or "")
            return redirect(url_for(".team", team=team.key))
    except Invalid as error:
        form.blame(error)
    return _teams(form)


@bp.get("/teams/<team>")
def team(team: str) -> str:
    """One team: its hours, its holidays, who sits in it."""
    require(policy.can_arrange_teams(member()))
    found = _found(team)
    seats = queries.members_of(found) if found.id else []
    return _team(found, TeamForm.of(found, [user.username for user in seats]))


@bp.post("/teams/<team>")
def arrange_team(team: str) -> Response | str:
    """Let it be as it was filled in."""
    require(policy.can_arrange_teams(member()))
    found, form = _found(team), TeamForm()
    try:
        if form.validate_on_submit():
            actions.arrange_team(member(), team, _plan(form))
            flash(_("Saved. New cases are due by these hours."), "good")
            return redirect(url_for(".teams"))
    except Invalid as error:
        form.blame(error)
    return _team(found, form)


def _found(key: str) -> Team:
    team = queries.team_named(key)
    if team is None and key != FIRST_TEAM:
        raise NotFound
    if team is None:
        name = str(_("Moderation"))
        team = Team(key=key, name=name, time_zone="UTC", hours=[], holidays=[], capacity=CAPACITY)
    return team


def _plan(form: TeamForm) -> TeamPlan:
    """What was filled in. Raises Invalid for what makes no sense."""
    found = [accounts.member_called(name) for name in (form.members.data or "").split()]
    if None in found:
        raise Invalid("members", "unknown_member")
    return TeamPlan(
        name=form.name.data or "",
        time_zone=form.time_zone.data or "",
        week=form.week(),
        holidays=form.days(),
        capacity=form.capacity.data or 0,
        is_dealt=bool(form.is_dealt.data),
        members=[user for user in found if user is not None],
    )


def _teams(form: TeamNameForm) -> str:
    found = list(queries.all_teams())
    if all(team.key != FIRST_TEAM for team in found):
        found.insert(0, _found(FIRST_TEAM))
    loads: dict[str, Any] = {team.key: queries.loads_of(team) if team.id else {} for team in found}
    return render_template("moderation/teams.html", form=form, teams=found, loads=loads)


def _team(team: Team, form: TeamForm) -> str:
    days = [format_date(MONDAY.replace(day=MONDAY.day + number), "EEEE") for number in range(7)]
    pairs = list(zip(days, form.opens, form.closes, strict=True))
    return render_template("moderation/team.html", team=team, form=form, days=pairs)
