"""Reading teams: who sits in them and is there, when they work, and who gets the next case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Role, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation.hours import ALWAYS, Hours
from forum.moderation.models import FIRST_TEAM, CaseState, Reviewable, Team, TeamSeat

IN_HAND = (CaseState.OPEN, CaseState.ESCALATED)
STAFF = (Role.MODERATOR, Role.ADMIN)


@dataclass(frozen=True)
class Presence:
    """Whether somebody sits in a team, and until when they are away."""

    sits: bool = False
    away_until: datetime | None = None


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


def hands_of(key: str, *, but: int = 0) -> Sequence[User]:
    """Who may be given a case of a team, by name: who sits in it and is there; never `but`.

    Where nobody sits in the first team, everybody of the staff does.
    """
    able = (_can_come(), User.id != but)
    seated = select(TeamSeat.user_id).join(Team, Team.id == TeamSeat.team_id)
    seated = seated.where(Team.key == key)
    theirs: ColumnElement[bool] = User.id.in_(seated.where(_is_there()))
    if key == FIRST_TEAM:
        theirs = or_(theirs, ~seated.exists())
    query = select(User).where(*able, theirs).order_by(User.username)
    return db.session.scalars(query).all()


def team_of(user_id: int) -> Team | None:
    """The first team in which this member sits."""
    query = select(Team).join(TeamSeat, TeamSeat.team_id == Team.id)
    query = query.where(TeamSeat.user_id == user_id).order_by(Team.id).limit(1)
    return db.session.scalar(query)


def staff() -> Sequence[User]:
    """Everybody of the staff who can come in, by name."""
    query = select(User).where(_can_come()).order_by(User.username)
    return db.session.scalars(query).all()


def presence_of(user_id: int) -> Presence:
    """Whether this member sits in a team, and until when they said that they are away."""
    query = select(TeamSeat.away_until).where(TeamSeat.user_id == user_id)
    found = db.session.scalars(query).all()
    to_come = [moment for moment in found if moment is not None and moment > clock.now()]
    return Presence(bool(found), max(to_come, default=None))


def _can_come() -> ColumnElement[bool]:
    """Of the staff, and with a way in."""
    free = or_(User.suspended_until.is_(None), User.suspended_until <= clock.now())
    return and_(User.role.in_(STAFF), User.deactivated_at.is_(None), free)


def _is_there() -> ColumnElement[bool]:
    return or_(TeamSeat.away_until.is_(None), TeamSeat.away_until <= clock.now())


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
        .where(TeamSeat.team_id == team.id, _can_come(), _is_there())
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
