"""Reading teams: who sits in them, when they work, and who gets the next case."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Role, User
from forum.kernel.db import db
from forum.moderation.hours import ALWAYS, Hours
from forum.moderation.models import CaseState, Reviewable, Team, TeamSeat

IN_HAND = (CaseState.OPEN, CaseState.ESCALATED)
STAFF = (Role.MODERATOR, Role.ADMIN)


def team_named(key: str) -> Team | None:
    """The team of this key, or None when nobody has set one up."""
    return db.session.scalar(select(Team).where(Team.key == key))


def all_teams() -> Sequence[Team]:
    """The teams that somebody has set up, by name."""
    return db.session.scalars(select(Team).order_by(Team.name, Team.id)).all()


def members_of(team: Team) -> Sequence[User]:
    """Who sits in a team, by name."""
    query = select(TeamSeat).where(TeamSeat.team_id == team.id).options(joinedload(TeamSeat.user))
    seats = db.session.scalars(query).all()
    return sorted((seat.user for seat in seats), key=lambda user: user.username)


def hours_of(key: str) -> Hours:
    """When the team of this key works: always, as long as nobody has said anything else."""
    team = team_named(key)
    return ALWAYS if team is None else as_hours(team)


def as_hours(team: Team) -> Hours:
    """When this team works."""
    week = [(day[0], day[1]) if day else None for day in team.hours]
    return Hours(week, team.time_zone, frozenset(team.days_off))


def loads_of(team: Team) -> Mapping[int, int]:
    """How many open cases each of a team has, by member; those who get the next one first.

    Of those with equally many, whoever was given one the longest ago comes first.
    """
    theirs = and_(Reviewable.assigned_to_id == TeamSeat.user_id, Reviewable.state.in_(IN_HAND))
    count, latest = func.count(Reviewable.id), func.coalesce(func.max(Reviewable.id), 0)
    query = (
        select(TeamSeat.user_id, count)
        .join(User, User.id == TeamSeat.user_id)
        .outerjoin(Reviewable, theirs)
        .where(TeamSeat.team_id == team.id, User.role.in_(STAFF))
        .group_by(TeamSeat.user_id)
        .order_by(count, latest, TeamSeat.user_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def next_hands(key: str, *, but: int) -> int | None:
    """Who gets a new case of a team: whoever has the fewest, and room for one; never `but`.

    None when the team does not deal its cases out, or has its hands full.
    """
    team = team_named(key)
    if team is None or team.dealt_since is None:
        return None
    free = (one for one, load in loads_of(team).items() if load < team.capacity and one != but)
    return next(free, None)
