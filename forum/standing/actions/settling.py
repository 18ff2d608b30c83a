"""Letting members have the standing that they have earned. Steps for the worker."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.accounts import actions as accounts
from forum.accounts import queries as people
from forum.accounts.models import Standing
from forum.kernel import clock, handover
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.standing import queries
from forum.standing.models import StandingState
from forum.standing.queries import Subject
from forum.standing.settings import GRACE_DAYS
from forum.standing.signals import StandingChanged


@dataclass(frozen=True)
class Decision:
    """Where a member stands from now on, and until when they are given grace."""

    standing: Standing
    grace_until: datetime | None = None


@action
def settle(deed_ids: Sequence[int]) -> None:
    """Take in lines of the log."""
    members = queries.touched_by(deed_ids)
    if members:
        look_at(members)


@action
def look_at(members: Collection[int] | None) -> int:
    """Let these members, or all, have the standing that follows from what they did.

    Up at once; down by one step when a grace is over. Returns how many moved.
    """
    changes = _look(members)
    for one in changes:
        announce(one)
    return len(changes)


@action
def begin() -> None:
    """The same for all when the forum first knows of standing: nobody is told of it as news."""
    _look(None)


@action
def rebuild() -> None:
    """Let everybody have the standing that the whole log gives."""
    look_at(None)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Two accounts are one: what staff decided about either holds; of both, that of the second."""
    wait_for_turn("standing")
    theirs = queries.state_of(from_id)
    if theirs is not None:
        _bring_over(theirs, into_id)
        db.session.delete(theirs)
        db.session.flush()
    staff = StandingState.locked_by_id, StandingState.leader_by_id
    handover.hand_over(*staff, from_id=from_id, into_id=into_id)
    db.session.expire_all()
    look_at([into_id])


def decide(subject: Subject, now: datetime) -> Decision:
    """What becomes of a member, in the light of what they have earned."""
    goal = subject.earned
    if subject.is_leader and goal == Standing.REGULAR:
        goal = Standing.LEADER
    if subject.is_locked or goal == subject.standing:
        return Decision(subject.standing)
    if goal.rank > subject.standing.rank:
        return Decision(goal if subject.may_rise else subject.standing)
    if subject.grace_until is None:
        return Decision(subject.standing, now + timedelta(days=GRACE_DAYS.get()))
    if subject.grace_until > now:
        return Decision(subject.standing, subject.grace_until)
    return Decision(list(Standing)[subject.standing.rank - 1])


def _bring_over(theirs: StandingState, into_id: int) -> None:
    """A lock comes with the standing that it keeps: nobody shakes it off by a second account."""
    own = queries.state_of(into_id) or StandingState(user_id=into_id, reason="")
    db.session.add(own)
    if theirs.locked_at is not None and own.locked_at is None:
        own.locked_at, own.locked_by_id = theirs.locked_at, theirs.locked_by_id
        own.reason = theirs.reason
        accounts.set_standing(into_id, Standing(people.fresh_member(theirs.user_id).standing))
    if theirs.leader_at is not None and own.leader_at is None:
        own.leader_at, own.leader_by_id = theirs.leader_at, theirs.leader_by_id


def _look(members: Collection[int] | None) -> list[StandingChanged]:
    wait_for_turn("standing")
    now, changes = clock.now(), []
    for subject in list(queries.subjects(members, now)):
        decision = decide(subject, now)
        if decision.grace_until != subject.grace_until:
            _give_grace(subject.user_id, decision.grace_until)
        if decision.standing != subject.standing:
            _move(subject, decision.standing)
            changes.append(StandingChanged(subject.user_id, subject.standing, decision.standing))
    return changes


def _move(subject: Subject, standing: Standing) -> None:
    accounts.set_standing(subject.user_id, standing)
    if subject.is_leader and standing.rank < subject.standing.rank:
        # Who comes back to Regular does not become a leader without a word of staff.
        state = queries.state_of(subject.user_id)
        if state is not None:
            state.leader_at = state.leader_by_id = None


def _give_grace(user_id: int, until: datetime | None) -> None:
    state = queries.state_of(user_id)
    if state is None:
        state = StandingState(user_id=user_id)
        db.session.add(state)
    state.grace_until = until
