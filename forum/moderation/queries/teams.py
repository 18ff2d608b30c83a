"""Reading teams: who sits in them, and when they work."""

from sqlalchemy import select

from forum.kernel.db import db
from forum.moderation.hours import ALWAYS, Hours
from forum.moderation.models import Team


def team_named(key: str) -> Team | None:
    """The team of this key, or None when nobody has set one up."""
    return db.session.scalar(select(Team).where(Team.key == key))


def hours_of(key: str) -> Hours:
    """When the team of this key works: always, as long as nobody has said anything else."""
    team = team_named(key)
    return ALWAYS if team is None else as_hours(team)


def as_hours(team: Team) -> Hours:
    """When this team works."""
    week = [(day[0], day[1]) if day else None for day in team.hours]
    return Hours(week, team.time_zone, frozenset(team.days_off))
