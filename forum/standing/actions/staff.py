"""What the team decides about the standing of one member."""

from typing import Any

from forum.accounts import actions as accounts
from forum.accounts import queries as people
from forum.accounts.models import Standing, User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.standing import policy
from forum.standing.actions.settling import look_at
from forum.standing.models import StandingState
from forum.standing.signals import StandingChanged

LONGEST_REASON = 300


@action
def lock(staff: User, member: User, standing: Standing, *, reason: str) -> None:
    """From now on the member has this standing, whatever they do. Raises Invalid."""
    _take_turn(staff, member)
    words, before, state = _reason(reason), _standing(member), _state(member)
    state.locked_at, state.locked_by_id, state.reason = clock.now(), staff.id, words
    state.grace_until = None
    _set(member, standing)
    _note(staff, "standing.lock", member, before, reason=words)


@action
def unlock(staff: User, member: User) -> None:
    """From now on the standing follows from what the member does again."""
    _take_turn(staff, member)
    state, before = _state(member), _standing(member)
    if state.locked_at is None:
        return
    state.locked_at, state.locked_by_id, state.reason = None, None, ""
    db.session.flush()
    look_at([member.id])
    _note(staff, "standing.unlock", member, before)


@action
def make_leader(staff: User, member: User) -> None:
    """Make a regular a leader."""
    _take_turn(staff, member)
    require(policy.can_make_leader(staff, member))
    state, before = _state(member), _standing(member)
    state.leader_at, state.leader_by_id = clock.now(), staff.id
    _set(member, Standing.LEADER)
    _note(staff, "standing.make_leader", member, before)


@action
def end_leader(staff: User, member: User) -> None:
    """Let a leader be a regular again."""
    _take_turn(staff, member)
    state, before = _state(member), _standing(member)
    if state.leader_at is None:
        return
    state.leader_at = state.leader_by_id = None
    if state.locked_at is None:
        _set(member, Standing.REGULAR)
    _note(staff, "standing.end_leader", member, before)


def _take_turn(staff: User, member: User) -> None:
    """Let neither the worker nor anybody else decide meanwhile; read the member as they are now."""
    wait_for_turn("standing")
    people.fresh_member(member.id)
    require(policy.can_decide(staff, member))


def _set(member: User, standing: Standing) -> None:
    before = _standing(member)
    if before != standing:
        accounts.set_standing(member.id, standing)
        announce(StandingChanged(member.id, before, standing))
    db.session.flush()


def _note(staff: User, verb: str, member: User, before: Standing, **more: Any) -> None:
    change = {"before": {"standing": before}, "after": {"standing": member.standing, **more}}
    audit.record(staff, verb, "user", member.id, **change)


def _standing(member: User) -> Standing:
    return Standing(member.standing)


def _state(member: User) -> StandingState:
    state = db.session.get(StandingState, member.id, populate_existing=True)
    if state is None:
        state = StandingState(user_id=member.id, reason="")
        db.session.add(state)
    return state


def _reason(typed: str) -> str:
    words = clean(typed).strip()
    if not words:
        raise Invalid("reason", "no_words")
    if len(words) > LONGEST_REASON:
        raise Invalid("reason", "too_long", most=LONGEST_REASON)
    return words
