"""Where one member stands, what the next step asks of them, and how the community stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from forum.accounts.models import Role, Standing, User, Viewer
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Verdict
from forum.standing import criteria, limits, policy
from forum.standing.criteria import Requirement
from forum.standing.models import StandingState
from forum.standing.queries.measuring import earned_by, everything_asked, numbers
from forum.standing.settings import Ability, Limit

LATELY_SEEN = 200
MOST_NEAR = 20
NEAR = 0.75


@dataclass(frozen=True)
class Line:
    """Something that a standing asks for, and how much of it there is."""

    asked: Requirement
    count: int

    @property
    def is_met(self) -> bool:
        """Whether it is enough."""
        return self.count >= self.asked.value


@dataclass(frozen=True)
class Place:
    """Where a member stands, and what holds them there."""

    standing: Standing
    earned: Standing
    steps: Mapping[Standing, Sequence[Line]]
    state: StandingState | None
    may_rise: Verdict

    @property
    def next(self) -> Standing | None:
        """The step above that behaviour leads to."""
        return criteria.next_step(self.standing)

    @property
    def missing(self) -> Sequence[Line]:
        """What is not there yet for the next step; each step asks for all steps below it."""
        if self.next is None:
            return ()
        return self.lacking(self.next)

    @property
    def slipping(self) -> Sequence[Line]:
        """What is not there any more of what the standing asks for that one has."""
        top = criteria.STEPS[-1]
        return self.lacking(self.standing if self.standing.rank <= top.rank else top)

    def lacking(self, wanted: Standing) -> Sequence[Line]:
        """What is missing for a standing."""
        asked = (lines for step, lines in self.steps.items() if step.rank <= wanted.rank)
        return [line for lines in asked for line in lines if not line.is_met]

    @property
    def nearness(self) -> float:
        """How much of the next step is there, of what there is least of, from 0 to 1."""
        return min((line.count / line.asked.value for line in self.missing), default=1.0)


@dataclass(frozen=True)
class Lift:
    """What would lift a limit: the standing with which more is allowed, and what it asks for."""

    standing: Standing
    most: int
    lines: Sequence[Line]
    # Whether the standing comes by behaviour; leaders are made by staff.
    is_earned: bool


def place_of(user: User) -> Place:
    """Where a member stands. One query for each requirement, and one more."""
    state = db.session.get(StandingState, user.id)
    return _place(user, state, clock.now())


def state_of(user_id: int) -> StandingState | None:
    """What staff decided about a member's standing, and what is about to happen to it."""
    return db.session.get(StandingState, user_id)


def limit(viewer: Viewer, which: Limit) -> int:
    """How much the viewer may; NO_LIMIT where there is no end."""
    return policy.limit(viewer, which)


def lift_of(viewer: Viewer, which: Limit) -> Lift | None:
    """What would lift a limit for the viewer; None when nothing does."""
    wanted = limits.raised_by(limits.effective(viewer), which)
    if wanted is None:
        return None
    return _lift(viewer, wanted, most=limits.at(wanted, which))


def require_ability(viewer: Viewer, which: Ability, *, field: str) -> None:
    """Raise Invalid(field, "not_yet") where something begins with a higher standing.

    The error carries all that is needed to say what leads there.
    """
    if not policy.can(viewer, which):
        lift = _lift(viewer, limits.begins_with(which), most=0)
        raise Invalid(field, "not_yet", ability=which, lift=lift)


def require_within(viewer: Viewer, which: Limit, count: int, *, field: str) -> None:
    """Raise Invalid(field, "limit") where somebody wants more than their standing allows.

    The error carries all that is needed to say what lifts the limit.
    """
    most = policy.limit(viewer, which)
    if count > most:
        lift = lift_of(viewer, which)
        raise Invalid(
            field,
            "limit",
            limit=which,
            most=most,
            count=count,
            standing=limits.effective(viewer),
            lift=lift,
        )


def counts() -> Mapping[Standing, int]:
    """How many members have each standing; staff, who may do all of it, are left out."""
    query = select(User.standing, func.count()).where(*_members()).group_by(User.standing)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {standing: found.get(standing, 0) for standing in Standing}


def near() -> Sequence[tuple[User, Place]]:
    """Of the members who were here last, those who lack little for their next step."""
    query = select(User).where(*_members(), User.last_seen_at.is_not(None))
    newest = query.order_by(User.last_seen_at.desc(), User.id).limit(LATELY_SEEN)
    users, now = db.session.scalars(newest).all(), clock.now()
    found = numbers(everything_asked(), [user.id for user in users], now)
    places = [(user, _place_in(user, None, found, now)) for user in users]
    some = [one for one in places if one[1].missing and one[1].nearness >= NEAR]
    return sorted(some, key=lambda one: -one[1].nearness)[:MOST_NEAR]


def locked() -> Sequence[tuple[User, StandingState]]:
    """Members whose standing staff locked, the last one first."""
    query = (
        select(User, StandingState)
        .join(StandingState, StandingState.user_id == User.id)
        .where(StandingState.locked_at.is_not(None))
        .order_by(StandingState.locked_at.desc(), User.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query.limit(MOST_NEAR))]


def _members() -> tuple[ColumnElement[bool], ...]:
    approved = User.approved_at.is_not(None)
    return User.role == Role.MEMBER, approved, User.deactivated_at.is_(None)


def _lines_of(user: User, wanted: Standing) -> Sequence[Line]:
    """All that a standing asks for which the member does not have yet, with that of lower ones."""
    asked = [one for step in criteria.STEPS if step.rank <= wanted.rank for one in _of(step)]
    found = numbers(asked, [user.id], clock.now())
    lines = [Line(one, found[one].get(user.id, 0)) for one in asked]
    return [line for line in lines if not line.is_met]


def _lift(viewer: Viewer, wanted: Standing, *, most: int) -> Lift:
    is_earned = wanted in criteria.STEPS
    lines = _lines_of(viewer, wanted) if is_earned and isinstance(viewer, User) else ()
    return Lift(wanted, most, lines, is_earned)


def _of(step: Standing) -> Sequence[Requirement]:
    return criteria.asked()[step]


def _place(user: User, state: StandingState | None, now: datetime) -> Place:
    return _place_in(user, state, numbers(everything_asked(), [user.id], now), now)


def _place_in(
    user: User,
    state: StandingState | None,
    found: Mapping[Requirement, Mapping[int, int]],
    now: datetime,
) -> Place:
    steps = {
        step: [Line(one, found[one].get(user.id, 0)) for one in asked]
        for step, asked in criteria.asked().items()
    }
    may_rise = policy.can_rise(user, now)
    return Place(Standing(user.standing), earned_by(found, user.id), steps, state, may_rise)
