"""Undoing the cleaning up of a wave: everything is as it was, and the wave waits again."""

from sqlalchemy import delete

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused, require
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.sanctions import actions as sanctions
from forum.topics import actions as topics
from forum.topics.models import State
from forum.topics.queries import POST
from forum.waves import policy, queries
from forum.waves.actions.sweeping import ACCOUNTS_AT_ONCE, AT_ONCE, GONE
from forum.waves.actions.watching import REASON
from forum.waves.models import Wave, WavePause, WaveState

JOB = "waves.return"


@action
def return_all(by: User, wave_id: int, words: str) -> None:
    """Let the worker bring everything back; the words are for those whose pause ends."""
    wave = queries.held_wave(wave_id)
    require(policy.can_bring_back(by, wave))
    begin_return(wave, by_id=by.id, words=words)
    audit.record(by, "waves.return_all", queries.KIND, wave.id, after={"things": wave.total})


def begin_return(wave: Wave, *, by_id: int | None, words: str) -> None:
    """Let the worker begin; a step of others."""
    wave.state, wave.decided_at = WaveState.RETURNING, clock.now()
    wave.decided_by_id = by_id or wave.decided_by_id
    wave.done, wave.total = 0, queries.to_bring_back(wave.id)
    jobs.enqueue(JOB, {"wave": wave.id, "words": words})


@action
def bring_some(wave_id: int) -> bool:
    """Bring some of its posts back as they were; whether there were any left."""
    wave = queries.held_wave(wave_id)
    if wave.state != WaveState.RETURNING:
        return False
    some = queries.put_away(wave.id, AT_ONCE)
    was = {one.post_id: State(one.was) for one in some if one.was != GONE}
    topics.bring_back([one.post for one in some], was, reason=REASON)
    moderation.gather(POST, *(post_id for post_id in was if was[post_id] == State.HELD))
    for one in some:
        one.was = ""
    wave.done += len(some)
    return bool(some)


@action
def lift_some(wave_id: int, words: str) -> bool:
    """Take some of the pauses back that hold still; whether there were any left."""
    wave = queries.held_wave(wave_id)
    by = accounts.fresh_member(wave.decided_by_id)
    some = queries.pauses_left(wave.id, ACCOUNTS_AT_ONCE)
    for _pause, sanction in some:
        if not sanction.is_lifted:
            try:
                sanctions.lift(by, sanction, words)
            except Refused:
                # Somebody above them decided it meanwhile.
                continue
    gone = [pause.id for pause, _sanction in some]
    db.session.execute(delete(WavePause).where(WavePause.id.in_(gone)))
    wave.done += len(some)
    return bool(some)


@action
def end_return(wave_id: int) -> None:
    """All is back: the wave waits for a decision as before."""
    wave = queries.held_wave(wave_id)
    if wave.state != WaveState.RETURNING:
        return
    wave.state, wave.done, wave.plan = WaveState.OPEN, wave.total, {}
    wave.decided_at = wave.decided_by_id = None
    first = queries.first_author(wave.id)
    if first is not None:
        moderation.hold(queries.KIND, wave.id, about=first, reason=REASON)
