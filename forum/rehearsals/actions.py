"""Asking for rehearsals, and noting what became of them."""

import logging
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.jobs import actions as jobs
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.leaving import Leaving
from forum.kernel.policy import Refused, deny, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.launches import queries as launched
from forum.launches.models import Launch
from forum.rehearsals import findings, policy, queries, running
from forum.rehearsals.models import Rehearsal, RunState
from forum.rehearsals.running import Broken
from forum.rehearsals.scripts import fingerprint_of
from forum.rehearsals.settings import MEMBERS

log = logging.getLogger(__name__)
PERFORM = "rehearsals.perform"
LONGEST_DETAILS = 1000
# What nobody has worked on for so long will come to nothing.
LONGEST = timedelta(hours=2)
CUT_SHORT = "cut_short"


@action
def ask(admin: User, launch: Launch) -> Rehearsal:
    """Owe a rehearsal of the launch. Raises Refused while there is one, or when it cannot be."""
    require(policy.can_rehearse(admin, launch))
    asked = _owe(launch, by=admin, members=MEMBERS.get())
    jobs.enqueue(PERFORM, {"rehearsal_id": asked.id})
    audit.record(admin, "rehearsals.ask", "launch", launch.id, after={"members": asked.members})
    return asked


def rehearse_now(launch: Launch, members: int | None = None) -> Rehearsal:
    """Rehearse the launch here and now, for the command line. Raises Refused."""
    require(policy.is_rehearsable(launch))
    asked = _owe(launch, by=None, members=members or MEMBERS.get())
    perform(asked.id)
    return queries.rehearsal_by_id(asked.id)


def perform(rehearsal_id: int) -> None:
    """Rehearse what is owed, and note how it went; what is settled is left alone."""
    if not queries.rehearsal_by_id(rehearsal_id).is_open:
        return
    script = _begin(rehearsal_id)
    try:
        found = running.run(script, partial(_note_progress, rehearsal_id))
    except Leaving:
        _change(rehearsal_id, state=RunState.QUEUED, progress=0)
        raise
    except Broken as error:
        log.warning("rehearsal %d failed: %s", rehearsal_id, error.reason)
        _fail(rehearsal_id, error.reason, error.details)
    except BaseException as error:
        _fail(rehearsal_id, CUT_SHORT, str(error))
        raise
    else:
        figures = found | {"problems": findings.of(script, found)}
        done = {"state": RunState.DONE, "progress": 100, "ended_at": clock.now()}
        _change(rehearsal_id, figures=figures, **done)


@action
def give_up_stuck() -> None:
    """Say of rehearsals on which nobody works any more that they failed."""
    stuck = update(Rehearsal).where(
        Rehearsal.state.in_(queries.OPEN), Rehearsal.asked_at < clock.now() - LONGEST
    )
    failed = {"state": RunState.FAILED, "reason": CUT_SHORT, "ended_at": clock.now()}
    db.session.execute(stuck.values(**failed))


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let what the one account asked for count as asked for by the other."""
    handover.hand_over(Rehearsal.asked_by_id, from_id=from_id, into_id=into_id)


@action
def _owe(launch: Launch, *, by: User | None, members: int) -> Rehearsal:
    wait_for_turn(f"rehearsal:{launch.id}")
    if not launched.windows_of([launch.id])[launch.id]:
        raise Refused(deny("rehearsal_no_windows"))
    if queries.open_one(launch) is not None:
        raise Refused(deny("rehearsal_runs"))
    owed = Rehearsal(launch_id=launch.id, asked_by_id=by.id if by else None, members=members)
    db.session.add(owed)
    db.session.flush()
    return owed


@action
def _begin(rehearsal_id: int) -> dict[str, Any]:
    """Read what is to be played; the launch may have changed since it was asked for."""
    row = queries.rehearsal_by_id(rehearsal_id)
    script = queries.script(launched.launch_by_id(row.launch_id), row.members)
    row.state, row.begun_at, row.progress = RunState.RUNNING, clock.now(), 0
    row.fingerprint = fingerprint_of(script)
    return script


def _note_progress(rehearsal_id: int, percent: int) -> None:
    _change(rehearsal_id, progress=percent)


def _fail(rehearsal_id: int, reason: str, details: str) -> None:
    words = details[-LONGEST_DETAILS:]
    failed = {"state": RunState.FAILED, "ended_at": clock.now()}
    _change(rehearsal_id, reason=reason, details=words, **failed)


@action
def _change(rehearsal_id: int, **values: Any) -> None:
    row = update(Rehearsal).where(Rehearsal.id == rehearsal_id)
    db.session.execute(row.values(**values))
