"""Reading which work is owed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from forum.jobs.models import Job, Pulse
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page

# A worker says every ten seconds that it lives: after so long a silence it does not.
SILENCE = timedelta(minutes=2)
# What has been in the hands of so many may be what kills them: it waits until its lease is over.
TRUSTED_TRIES = 3
# Work is taken within a second; what has waited for so long waits for a reason.
LATE = timedelta(minutes=5)


class Stage(StrEnum):
    """How far a job has come."""

    FAILED = "failed"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True)
class Health:
    """Whether work is done, and in time."""

    pulse: datetime | None
    is_working: bool
    # How many jobs should have been taken long ago, and how many were given up.
    late: int
    failed: int

    @property
    def is_good(self) -> bool:
        """Whether nobody needs to look."""
        return self.is_working and not self.late and not self.failed


def due(but: Collection[str] = ()) -> Select[int]:
    """The ids of jobs that are due and that nobody holds, oldest first, without some kinds."""
    now = clock.now()
    free = or_(Job.leased_until.is_(None), Job.leased_until <= now)
    return (
        select(Job.id)
        .where(Job.done_at.is_(None), Job.dead_at.is_(None), Job.run_at <= now, free)
        .where(Job.kind.not_in(but))
        .order_by(Job.run_at, Job.id)
    )


def is_owed(kind: str) -> bool:
    """Whether work of this kind is still to be done, or in somebody's hands."""
    owed = exists().where(Job.kind == kind, Job.done_at.is_(None), Job.dead_at.is_(None))
    return bool(db.session.scalar(select(owed)))


def is_about_to_begin(kind: str) -> bool:
    """Whether work of this kind waits that any worker may take now.

    It is held until the transaction ends, so that none takes it before it can see what was
    written here.
    """
    given = {"kind": kind, "now": clock.now()}
    return db.session.scalar(_about_to_begin(), given) is not None


@lru_cache
def _about_to_begin() -> Select[int]:
    """Made once: everybody who writes needs it."""
    job: Any = Job.__table__.c
    now: Any = bindparam("now")
    query = select(job.id).where(
        job.done_at.is_(None),
        job.dead_at.is_(None),
        job.run_at <= now,
        or_(job.leased_until.is_(None), job.leased_until <= now),
        job.kind == bindparam("kind"),
    )
    return query.limit(1).with_for_update(key_share=True, read=True, skip_locked=True)


def is_any_due(but: Collection[str] = ()) -> bool:
    """Whether there is something to do; asked often, so it only reads."""
    return db.session.scalar(due(but).limit(1)) is not None


def holders() -> Sequence[str]:
    """The names of all who hold work that is free as soon as they are dead."""
    query = select(Job.leased_by).where(is_freed_by_death()).distinct()
    return [name for name in db.session.scalars(query) if name is not None]


def is_freed_by_death() -> ColumnElement[bool]:
    """Held by somebody who has a name, and not known to have ended many of its holders."""
    is_held = Job.leased_by.is_not(None) & (Job.attempts <= TRUSTED_TRIES)
    return Job.done_at.is_(None) & Job.dead_at.is_(None) & is_held


def dead() -> Sequence[Job]:
    """Jobs that were given up, latest first."""
    query = select(Job).where(Job.dead_at.is_not(None)).order_by(Job.dead_at.desc(), Job.id.desc())
    return db.session.scalars(query).all()


def waiting(limit: int = 50) -> Sequence[Job]:
    """Jobs that are still to be done, next first."""
    query = select(Job).where(Job.done_at.is_(None), Job.dead_at.is_(None))
    return db.session.scalars(query.order_by(Job.run_at, Job.id).limit(limit)).all()


def unfinished_kinds() -> Sequence[str]:
    """The kinds of all work that is still to be done."""
    query = select(Job.kind).where(Job.done_at.is_(None), Job.dead_at.is_(None)).distinct()
    return db.session.scalars(query.order_by(Job.kind)).all()


def dead_among(job_ids: Collection[int]) -> Sequence[int]:
    """Of these jobs, those that were given up."""
    query = select(Job.id).where(Job.id.in_(job_ids), Job.dead_at.is_not(None))
    return db.session.scalars(query).all()


def jobs_in(stage: Stage, after: Cursor | None = None) -> Page[Job]:
    """Jobs of one stage, the latest first."""
    query = select(Job).where(_is_in(stage)).order_by(Job.id.desc())
    if after is not None:
        query = query.where(Job.id < after.id)
    found = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    return Page(shown, Cursor(0, shown[-1].id).encode() if more else None)


def counts() -> Mapping[Stage, int]:
    """How many jobs there are in each stage but the last."""
    stages = [stage for stage in Stage if stage != Stage.DONE]
    sums = [func.count(case((_is_in(stage), 1))) for stage in stages]
    row = db.session.execute(select(*sums).where(Job.done_at.is_(None))).one()
    return dict(zip(stages, row, strict=True))


def known(owed: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of these kinds with their keys, those that have a row."""
    kinds, keys = {kind for kind, _ in owed}, {key for _, key in owed}
    query = select(Job.kind, Job.key).where(Job.kind.in_(kinds), Job.key.in_(keys))
    return {(kind, key) for kind, key in db.session.execute(query) if key is not None}


def stuck(longest: timedelta) -> Sequence[Job]:
    """Work that was due for so long when a worker last lived, though none of its kind was ahead.

    A long row of the same kind, of which some were done meanwhile, is late and not stuck.
    """
    pulse = last_pulse()
    if pulse is None:
        return []
    before = pulse - longest
    other = aliased(Job)
    moves = exists().where(
        other.kind == Job.kind,
        other.run_at <= Job.run_at,
        or_(other.done_at >= before, other.leased_until > pulse),
    )
    free = or_(Job.leased_until.is_(None), Job.leased_until <= before)
    query = select(Job).where(
        Job.done_at.is_(None), Job.dead_at.is_(None), Job.run_at <= before, free, ~moves
    )
    return db.session.scalars(query.order_by(Job.id)).all()


def newest_id() -> int:
    """The number of the job that was owed last, 0 when there was none."""
    return db.session.scalar(select(func.max(Job.id))) or 0


def in_two_states() -> Sequence[int]:
    """Jobs that are both done and given up, or held though they have ended."""
    is_both = Job.done_at.is_not(None) & Job.dead_at.is_not(None)
    has_ended = or_(Job.done_at.is_not(None), Job.dead_at.is_not(None))
    is_held = or_(Job.leased_until.is_not(None), Job.leased_by.is_not(None))
    query = select(Job.id).where(or_(is_both, has_ended & is_held))
    return db.session.scalars(query.order_by(Job.id)).all()


def last_worker() -> Pulse | None:
    """The worker that was the last to say that it lives; None when none ever did."""
    return db.session.scalar(select(Pulse).order_by(Pulse.at.desc(), Pulse.name).limit(1))


def last_pulse() -> datetime | None:
    """When a worker last said that it lives; None when none ever did."""
    return db.session.scalar(select(func.max(Pulse.at)))


def health() -> Health:
    """Whether work is done, and in time."""
    now = clock.now()
    pulse = last_pulse()
    late = _is_in(Stage.WAITING) & (Job.run_at < now - LATE)
    row = db.session.execute(
        select(
            func.count(case((late, 1))),
            func.count(case((_is_in(Stage.FAILED), 1))),
        ).where(Job.done_at.is_(None))
    ).one()
    return Health(
        pulse=pulse,
        is_working=pulse is not None and pulse > now - SILENCE,
        late=row[0],
        failed=row[1],
    )


def _is_in(stage: Stage) -> ColumnElement[bool]:
    is_open = Job.done_at.is_(None) & Job.dead_at.is_(None)
    held = func.coalesce(Job.leased_until > clock.now(), False)
    return {
        Stage.WAITING: is_open & ~held,
        Stage.RUNNING: is_open & held,
        Stage.FAILED: Job.dead_at.is_not(None),
        Stage.DONE: Job.done_at.is_not(None),
    }[stage]
