"""Owing work, taking it, and saying what became of it: steps for other slices and the worker."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, update

from forum.jobs import policy, queries
from forum.jobs.models import Job, Pulse
from forum.jobs.signals import JobsRetried
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Person, require
from forum.kernel.unit import action
from forum.kernel.upsert import INSERTS, Insert, insert

LEASE = timedelta(seconds=30)
# The pause after each failed try: eight tries within a day.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
MOST_TRIES = len(PAUSES) + 1
LONGEST_ERROR = 2000
# Rows with a key stay longer: they are what keeps a period of a schedule from being done twice.
KEPT = timedelta(days=7)
KEPT_WITH_KEY = timedelta(days=40)
PULSES_KEPT = timedelta(days=7)
NOBODY: dict[str, Any] = {"leased_until": None, "leased_by": None}


@dataclass(frozen=True)
class Taken:
    """A job in the hands of a worker. The number of the try tells it from an earlier holder."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempt: int


@action
def enqueue(
    kind: str, payload: dict[str, Any], *, key: str | None = None, run_at: datetime | None = None
) -> None:
    """Owe a piece of work: now, or from the given moment on.

    Work of the same kind and key is owed once: a second request changes nothing, not even when
    the work is done already. The payload must be fit for JSON.
    """
    row = {"kind": kind, "key": key, "payload": payload, "run_at": run_at or clock.now()}
    db.session.execute(_once(db.session.get_bind().dialect.name), row)


@action
def owe(kind: str) -> None:
    """Owe a piece of work without a payload, unless it waits already and nobody has begun it.

    For work that takes everything in hand that is there when it begins: one row is enough for
    many requests, and a request made after the work has begun owes it once more.
    """
    if not queries.is_about_to_begin(kind):
        db.session.add(Job(kind=kind, payload={}))


@action
def due_from_now(after_id: int) -> None:
    """Let work that was owed after this job wait since now, where it says since before.

    For those who write with the clock set back: what they owe is not late for years.
    """
    late = update(Job).where(Job.id > after_id, Job.done_at.is_(None), Job.run_at < clock.now())
    db.session.execute(late.values(run_at=clock.now()))


@action
def take(
    lease: timedelta = LEASE, but: Collection[str] = (), *, by: str | None = None
) -> Taken | None:
    """The next job that is due and not of these kinds, held until the lease runs out.

    Whoever holds it under a name (see `holder`) holds it no longer than it lives.
    """
    next_due = queries.due(but).limit(1).with_for_update(skip_locked=True)
    taking = (
        update(Job)
        .where(Job.id == next_due.scalar_subquery())
        .values(leased_until=clock.now() + lease, leased_by=by, attempts=Job.attempts + 1)
        .returning(Job.id, Job.kind, Job.payload, Job.attempts)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(taking).first()
    return Taken(row.id, row.kind, row.payload, row.attempts) if row else None


@action
def keep(taken: Taken, lease: timedelta = LEASE) -> None:
    """Hold a job for longer, because the work goes on."""
    _change(taken, leased_until=clock.now() + lease)


@action
def free(dead: Collection[str]) -> int:
    """Let everybody take at once what these held, who are dead; returns how many jobs it was."""
    held = update(Job).where(queries.is_freed_by_death(), Job.leased_by.in_(dead))
    return len(db.session.execute(held.values(**NOBODY).returning(Job.id)).all())


@action
def finish(taken: Taken) -> None:
    """The work is done."""
    _change(taken, done_at=clock.now(), last_error=None, **NOBODY)


@action
def fail(taken: Taken, error: str) -> None:
    """The try failed: try again after a pause that grows, and give up after the last one."""
    words = error[-LONGEST_ERROR:]
    if taken.attempt >= MOST_TRIES:
        _change(taken, dead_at=clock.now(), last_error=words, **NOBODY)
    else:
        again_at = clock.now() + PAUSES[taken.attempt - 1]
        _change(taken, run_at=again_at, last_error=words, **NOBODY)


@action
def put_back(taken: Taken) -> None:
    """The worker stopped before the work was done: the next one begins it anew, as if untried."""
    _change(taken, attempts=taken.attempt - 1, **NOBODY)


@action
def retry(job_ids: list[int]) -> int:
    """Give jobs that were given up all their tries again; returns how many there were."""
    again = (
        update(Job)
        .where(Job.id.in_(job_ids), Job.dead_at.is_not(None))
        .values(dead_at=None, attempts=0, run_at=clock.now(), **NOBODY)
        .returning(Job.id)
    )
    return len(db.session.execute(again).all())


@action
def hasten(kind: str, key: str) -> bool:
    """Let the work of this kind and key be done next, with all its tries; false when it is done.

    What a worker has in its hands is left alone.
    """
    now = clock.now()
    owed = update(Job).where(
        Job.kind == kind,
        Job.key == key,
        Job.done_at.is_(None),
        or_(Job.leased_until.is_(None), Job.leased_until <= now),
    )
    sooner = owed.values(run_at=now, dead_at=None, attempts=0).returning(Job.id)
    return db.session.scalar(sooner) is not None


@action
def try_again(admin: Person, job_ids: list[int]) -> int:
    """Let jobs that were given up be tried again; returns how many there were."""
    require(policy.can_look_after(admin))
    dead = set(queries.dead_among(job_ids))
    if dead:
        announce(JobsRetried(tuple(sorted(dead)), admin.id))
    return retry(sorted(dead))


@action
def retry_all(admin: Person) -> int:
    """Let all jobs that were given up be tried again, however many; returns how many there were."""
    require(policy.can_look_after(admin))
    again = (
        update(Job)
        .where(Job.dead_at.is_not(None))
        .values(dead_at=None, attempts=0, run_at=clock.now(), **NOBODY)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    job_ids = sorted(db.session.scalars(again).all())
    if job_ids:
        announce(JobsRetried(tuple(job_ids), admin.id))
    return len(job_ids)


@action
def note_pulse(name: str, started_at: datetime) -> None:
    """Say that a worker is there."""
    row = insert(Pulse).values(name=name, started_at=started_at, at=clock.now())
    again = {"started_at": row.excluded.started_at, "at": row.excluded.at}
    db.session.execute(row.on_conflict_do_update(index_elements=["name"], set_=again))


@action
def forget_workers() -> None:
    """The forum is a newer one now: no worker that was there knew what it has to do since then."""
    db.session.execute(delete(Pulse))


@action
def purge() -> None:
    """Forget work that was done long ago, and workers that have not been seen for long."""
    db.session.execute(delete(Pulse).where(Pulse.at < clock.now() - PULSES_KEPT))
    db.session.execute(delete(Job).where(Job.key.is_(None), _done_before(KEPT)))
    db.session.execute(delete(Job).where(_done_before(KEPT_WITH_KEY)))


@lru_cache
def _once(dialect: str) -> Insert:
    """Made once for each kind of database: everybody who writes needs it."""
    row: Insert = INSERTS[dialect](Job.__table__)
    return row.on_conflict_do_nothing(index_elements=["kind", "key"])


def _done_before(age: timedelta) -> ColumnElement[bool]:
    return Job.done_at < clock.now() - age


def _change(taken: Taken, **values: Any) -> None:
    """Write only while the caller still holds the job: a later try belongs to somebody else."""
    mine = (Job.id == taken.id) & (Job.attempts == taken.attempt) & Job.done_at.is_(None)
    db.session.execute(update(Job).where(mine).values(**values))
