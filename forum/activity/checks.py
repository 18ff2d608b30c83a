"""What must be true of the log, and of what is derived from it."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from forum.activity import derived
from forum.activity.actions import SETTLE_JOB
from forum.activity.models import TURNS, Deed, DeedKind
from forum.jobs import queries as jobs
from forum.kernel.db import db
from forum.kernel.manifest import Check


def deeds_left_waiting() -> Iterator[str]:
    """Deeds that nobody has taken in, and nobody is going to."""
    waiting = select(func.count()).select_from(Deed).where(Deed.settled_at.is_(None))
    count = db.session.scalar(waiting)
    if count and not jobs.is_owed(SETTLE_JOB):
        yield f"{count} deeds wait to be taken in, and no job is owed for it"


def turned_without_a_line() -> Iterator[str]:
    """Whether a deed stands is what the last line about it says."""
    line = aliased(Deed)
    says = exists().where(
        line.id == Deed.turned_by_id,
        line.kind.in_(TURNS),
        (line.kind == DeedKind.RESTORED) == Deed.stands,
    )
    untouched = Deed.turned_by_id.is_(None) & Deed.stands.is_(True)
    for deed_id in db.session.scalars(select(Deed.id).where(~untouched, ~says)):
        yield f"deed {deed_id} is not as the last line about it says"


def what_follows() -> Iterator[str]:
    """Everything that is derived from the log equals what the log gives."""
    for one in derived.everything():
        for difference in one.differences():
            yield f"{one.name}: {difference}"


ALL = [
    Check("every deed is taken in, or is going to be", deeds_left_waiting),
    Check("whether a deed counts is what the log says", turned_without_a_line),
    Check("what is derived from the log equals what the log gives", what_follows),
]
