"""Cleaning a wave up: its posts go, and accounts that were made for it get a pause."""

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused, require
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.moderation.actions import Decided
from forum.moderation.models import Outcome
from forum.pages import queries as pages
from forum.sanctions import actions as sanctions
from forum.sanctions import policy as pausing
from forum.topics import actions as topics
from forum.topics.models import State
from forum.topics.queries import POST
from forum.waves import plans, policy, queries
from forum.waves.models import Wave, WavePause, WaveState
from forum.waves.plans import Plan

JOB = "waves.sweep"
AT_ONCE, ACCOUNTS_AT_ONCE = 50, 10
LONGEST_WORDS = 2000
# It was gone already when its turn came.
GONE = "gone"


@action
def sweep(by: User, wave_id: int, plan: Plan) -> None:
    """Decide that a wave is cleaned up like this; the worker does it.

    Raises Refused, and Invalid for `pause`, `clause` and `words`.
    """
    wave = queries.held_wave(wave_id)
    require(policy.can_decide(by, wave))
    _check(by, wave, plan)
    wave.plan = plans.written(plan)
    db.session.flush()
    decided = Decided(Outcome.DECLINE, words=plan.words)
    moderation.decide(by, cases.case_of(queries.KIND, wave.id), decided)


@action
def begin_sweep(by: User, wave_id: int) -> None:
    """Let the worker begin: a step for the review queue, which has asked who may."""
    wave = queries.held_wave(wave_id)
    require(policy.can_decide(by, wave))
    plan = plans.read(wave.plan)
    wave.state, wave.decided_at, wave.decided_by_id = WaveState.SWEEPING, clock.now(), by.id
    people = len(queries.made_for(wave)) if plan.wish else 0
    wave.done, wave.total = 0, queries.to_do(wave.id) + people
    after = {"posts": wave.total - people, "accounts": people, "way": plan.way.value}
    audit.record(by, "waves.sweep", queries.KIND, wave.id, after=after)
    jobs.enqueue(JOB, {"wave": wave.id})


@action
def sweep_some(wave_id: int) -> bool:
    """Put some of its posts away; whether there were any left."""
    wave = queries.held_wave(wave_id)
    if wave.state != WaveState.SWEEPING:
        return False
    plan, by = plans.read(wave.plan), accounts.fresh_member(wave.decided_by_id)
    some = queries.to_put_away(wave.id, AT_ONCE)
    was = topics.put_away([one.post for one in some], plan.way, by=by)
    for one in some:
        one.was = str(was.get(one.post_id, GONE))
    wave.done += len(some)
    return bool(some)


@action
def pause_some(wave_id: int, after: int) -> int:
    """Give some of the accounts their pause, with its statement; the last one's id, or 0."""
    wave = queries.held_wave(wave_id)
    plan = plans.read(wave.plan)
    if wave.state != WaveState.SWEEPING or plan.wish is None:
        return 0
    by = accounts.fresh_member(wave.decided_by_id)
    some = queries.made_for(wave, after=after, most=ACCOUNTS_AT_ONCE)
    for user in some:
        _pause(by, user, wave, plan)
    wave.done += len(some)
    return some[-1].id if some else 0


@action
def end_sweep(wave_id: int) -> bool:
    """All is done, and what could not be put away is looked at one by one.

    False when posts came while accounts were paused: nobody else would put those away.
    """
    wave = queries.held_wave(wave_id)
    if wave.state != WaveState.SWEEPING:
        return True
    if queries.to_do(wave_id):
        return False
    wave.state, wave.done = WaveState.SWEPT, wave.total
    for one in queries.staying(wave.id):
        if one.post.state == State.HELD:
            moderation.scatter(POST, one.post_id)
        else:
            moderation.hold(POST, one.post_id, about=one.post.author, reason=queries.KIND)
    return True


def _check(by: User, wave: Wave, plan: Plan) -> None:
    if plan.wish is None:
        return
    for user in queries.made_for(wave, most=1):
        if not pausing.can_impose(by, user, plan.wish):
            raise Invalid("pause", "beyond_moderator")
    if not plan.words.strip():
        raise Invalid("words", "empty")
    if len(plan.words) > LONGEST_WORDS:
        raise Invalid("words", "too_long", most=LONGEST_WORDS)
    present = pages.current_guidelines()
    if present is not None and plan.clause_key not in {
        one.key for one in pages.clauses_of(present)
    }:
        raise Invalid("clause", "empty")


def _pause(by: User, user: User, wave: Wave, plan: Plan) -> None:
    """Somebody who cannot be paused any more, such as a new colleague, is left alone."""
    if plan.wish is None:
        return
    try:
        made = sanctions.impose(by, user, plan.wish, reasons=plan.reasons)
    except (Refused, Invalid, NotFound):
        return
    db.session.flush()
    db.session.add(WavePause(wave_id=wave.id, sanction_id=made.id))
