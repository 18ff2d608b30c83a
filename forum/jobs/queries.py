"""Reading which work is owed."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db


def due() -> Select[int]:
    """The ids of jobs whose time has come and that nobody holds, oldest first."""
    now = clock.now()
    free = or_(Job.leased_until.is_(None), Job.leased_until <= now)
    return (
        select(Job.id)
        .where(Job.done_at.is_(None), Job.dead_at.is_(None), Job.run_at <= now, free)
        .order_by(Job.run_at, Job.id)
    )


def is_any_due() -> bool:
    """Whether there is something to do; asked often, so it only reads."""
    return db.session.scalar(due().limit(1)) is not None


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
