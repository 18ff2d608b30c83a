"""What members come to by what standing asks for, and how far that takes them. From the log."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import select

from forum.accounts.models import Role, Standing, User
from forum.activity.queries import METRICS, Range, values
from forum.kernel.db import db
from forum.standing import criteria, policy
from forum.standing.criteria import Requirement
from forum.standing.models import StandingState
from forum.standing.settings import TENURE

# By requirement and member, how much there is; who comes to nothing is left out.
Numbers: TypeAlias = Mapping[Requirement, Mapping[int, int]]
# Above so many members everybody is counted: databases bound how much one question may name.
MOST_NAMED = 5_000


@dataclass(frozen=True)
class Subject:
    """A member whose standing is worked out: where they stand, and what holds them there."""

    user_id: int
    standing: Standing
    earned: Standing
    may_rise: bool
    is_locked: bool
    is_leader: bool
    grace_until: datetime | None


def numbers(
    asked: Iterable[Requirement], members: Collection[int] | None, now: datetime
) -> Numbers:
    """What these members (or all) come to. One query for each requirement."""
    return {one: _counted(one, members, now) for one in dict.fromkeys(asked)}


def earned_by(found: Numbers, user_id: int) -> Standing:
    """How far behaviour has taken a member: each step asks for all steps below it."""
    reached = Standing.NEW
    for step, asked in criteria.asked().items():
        if any(found[one].get(user_id, 0) < one.value for one in asked):
            return reached
        reached = step
    return reached


def subjects(members: Collection[int] | None, now: datetime) -> Iterator[Subject]:
    """Those of these members (or of all) whose standing follows from what they do."""
    if members is not None and len(members) > MOST_NAMED:
        members = None
    found = numbers(everything_asked(), members, now)
    for row in db.session.execute(_rows(members)):
        yield _subject(row, found, now)


def everything_asked() -> Sequence[Requirement]:
    """All requirements of all steps."""
    return [one for asked in criteria.asked().values() for one in asked]


def _counted(one: Requirement, members: Collection[int] | None, now: datetime) -> Mapping[int, int]:
    if one.metric == TENURE:
        return _tenures(members, now)
    since = now - timedelta(days=one.days) if one.days else None
    return values(METRICS[one.metric], Range(since=since, members=members))


def _tenures(members: Collection[int] | None, now: datetime) -> Mapping[int, int]:
    """For how many days each has been a member, whole days of the calendar."""
    query = select(User.id, User.created_at)
    if members is not None:
        query = query.where(User.id.in_(members))
    return {row[0]: (now.date() - row[1].date()).days for row in db.session.execute(query)}


def _rows(members: Collection[int] | None) -> Any:
    query = (
        select(User, StandingState)
        .outerjoin(StandingState, StandingState.user_id == User.id)
        .where(
            User.role == Role.MEMBER, User.approved_at.is_not(None), User.deactivated_at.is_(None)
        )
        .order_by(User.id)
    )
    return query if members is None else query.where(User.id.in_(members))


def _subject(row: Any, found: Numbers, now: datetime) -> Subject:
    user: User = row[0]
    state: StandingState | None = row[1]
    return Subject(
        user_id=user.id,
        standing=Standing(user.standing),
        earned=earned_by(found, user.id),
        may_rise=bool(policy.can_rise(user, now)),
        is_locked=state is not None and state.locked_at is not None,
        is_leader=state is not None and state.leader_at is not None,
        grace_until=None if state is None else state.grace_until,
    )
