"""Saying that it was no wave: what waited is let out, and texts like it are not held again."""

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.policy import NotFound, Refused, require
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.moderation.actions import AlreadyDecided, Decided
from forum.moderation.models import Outcome
from forum.topics.queries import POST
from forum.waves import policy, queries
from forum.waves.models import WaveState

JOB = "waves.release"
AT_ONCE = 20


@action
def release(by: User, wave_id: int) -> None:
    """Decide that it was no wave; the worker lets out what waits. Raises Refused."""
    require(policy.can_decide(by, queries.held_wave(wave_id)))
    moderation.decide(by, cases.case_of(queries.KIND, wave_id), Decided(Outcome.APPROVE))


@action
def begin_release(by: User, wave_id: int) -> None:
    """Let the worker begin: a step for the review queue, which has asked who may."""
    wave = queries.held_wave(wave_id)
    require(policy.can_decide(by, wave))
    wave.state, wave.decided_at, wave.decided_by_id = WaveState.RELEASING, clock.now(), by.id
    wave.done, wave.total = 0, queries.numbers_of(wave).waiting
    audit.record(by, "waves.release", queries.KIND, wave.id, after={"posts": wave.total})
    jobs.enqueue(JOB, {"wave": wave.id})


@action
def release_some(wave_id: int) -> bool:
    """Approve some of what waits, so that each author is told; whether there was any left."""
    wave = queries.held_wave(wave_id)
    if wave.state != WaveState.RELEASING:
        return False
    by, some = accounts.fresh_member(wave.decided_by_id), queries.cases_inside(wave.id, AT_ONCE)
    for case in some:
        try:
            moderation.approve(by, case)
        except (Refused, NotFound, AlreadyDecided):
            moderation.scatter(POST, case.target_id)
    wave.done += len(some)
    return bool(some)


@action
def end_release(wave_id: int) -> None:
    """All is out."""
    wave = queries.held_wave(wave_id)
    if wave.state == WaveState.RELEASING:
        wave.state, wave.done = WaveState.RELEASED, wave.total
