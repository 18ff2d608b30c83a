"""Setting teams up: when they work, who sits in them, and how cases come to people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from sqlalchemy import delete

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.slugs import slugify
from forum.kernel.unit import action
from forum.moderation import policy, queries
from forum.moderation.actions.giving import give_back_all_but
from forum.moderation.hours import DAY, WEEK
from forum.moderation.models import FIRST_TEAM, Team, TeamSeat

LONGEST_NAME = 80
LONGEST_KEY = 40
MOST_CAPACITY = 500
MOST_HOLIDAYS = 200


@dataclass(frozen=True)
class TeamPlan:
    """How a team shall be: minutes of the day from Monday on, or None for a day off; days off."""

    name: str
    time_zone: str
    # Empty: somebody is always there.
    week: Sequence[tuple[int, int] | None]
    holidays: Collection[date]
    capacity: int
    is_dealt: bool
    members: Sequence[User]


@action
def add_team(admin: User, name: str) -> Team:
    """Set up one more team. Raises Invalid for a name that says nothing or is taken."""
    require(policy.can_arrange_teams(admin))
    _check_name(name)
    key = slugify(name)[:LONGEST_KEY]
    if not key or key == FIRST_TEAM or queries.team_named(key) is not None:
        raise Invalid("name", "taken")
    team = Team(key=key, name=name.strip())
    db.session.add(team)
    db.session.flush()
    audit.record(admin, "moderation.add_team", "team", team.id, after={"name": team.name})
    return team


@action
def arrange_team(admin: User, key: str, plan: TeamPlan) -> Team:
    """Let a team be as planned. What is due already stays so; new cases follow the new hours.

    Raises Invalid.
    """
    require(policy.can_arrange_teams(admin))
    _check(plan)
    team = queries.team_named(key) or Team(key=key, name=plan.name)
    db.session.add(team)
    team.name, team.time_zone = plan.name.strip(), plan.time_zone
    team.hours = [list(day) if day else None for day in plan.week]
    team.holidays = sorted(day.isoformat() for day in plan.holidays)
    team.capacity = plan.capacity
    team.dealt_since = (team.dealt_since or clock.now()) if plan.is_dealt else None
    db.session.flush()
    ids = _seat(team, {user.id for user in plan.members})
    after = {"name": team.name, "hours": team.hours, "holidays": len(team.holidays), "seats": ids}
    audit.record(admin, "moderation.arrange_team", "team", team.id, after=after)
    return team


def _seat(team: Team, wanted: set[int]) -> list[int]:
    """Let these members sit in the team; who leaves it has none of its cases any more."""
    there = {user.id for user in queries.members_of(team)}
    gone = TeamSeat.user_id.in_(there - wanted)
    db.session.execute(delete(TeamSeat).where(TeamSeat.team_id == team.id, gone))
    db.session.add_all(TeamSeat(team_id=team.id, user_id=one) for one in sorted(wanted - there))
    db.session.flush()
    if wanted or team.key != FIRST_TEAM:
        give_back_all_but(team.key, wanted)
    return sorted(wanted)


def _check(plan: TeamPlan) -> None:
    _check_name(plan.name)
    if plan.time_zone not in available_timezones():
        raise Invalid("time_zone", "unknown_zone")
    if len(plan.week) not in (0, WEEK) or not all(_is_day(day) for day in plan.week):
        raise Invalid("hours", "not_hours")
    if plan.week and not any(plan.week):
        raise Invalid("hours", "never_there")
    if len(plan.holidays) > MOST_HOLIDAYS:
        raise Invalid("holidays", "too_many", most=MOST_HOLIDAYS)
    if not 1 <= plan.capacity <= MOST_CAPACITY:
        raise Invalid("capacity", "out_of_range", most=MOST_CAPACITY)
    if any(not policy.can_review(user) for user in plan.members):
        raise Invalid("members", "not_of_staff")


def _check_name(name: str) -> None:
    if not name.strip():
        raise Invalid("name", "no_words")
    if len(name.strip()) > LONGEST_NAME:
        raise Invalid("name", "too_long", most=LONGEST_NAME)


def _is_day(day: tuple[int, int] | None) -> bool:
    return day is None or 0 <= day[0] < day[1] <= DAY
