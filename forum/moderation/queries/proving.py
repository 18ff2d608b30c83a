"""What `forum verify` asks of flags and rulings."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, or_, select

from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation.kinds import ReviewKind
from forum.moderation.models import Flag, Reviewable, Ruling
from forum.sanctions.models import Sanction

AT_ONCE = 500
# The worker is given so long to carry out what it was owed.
PATIENCE = timedelta(hours=1)


def carried_out(kind: ReviewKind) -> Iterator[tuple[Ruling, Any]]:
    """The newest ruling on each thing of a kind that was carried out, with the thing."""
    newer = Ruling.__table__.alias()
    is_newest = ~exists().where(
        newer.c.target_kind == Ruling.target_kind,
        newer.c.target_id == Ruling.target_id,
        newer.c.carried_out_at.is_not(None),
        newer.c.id > Ruling.id,
    )
    query = select(Ruling).where(
        Ruling.target_kind == kind.name, Ruling.carried_out_at.is_not(None), is_newest
    )
    rulings = db.session.scalars(query.order_by(Ruling.id)).all()
    for start in range(0, len(rulings), AT_ONCE):
        some = rulings[start : start + AT_ONCE]
        targets = kind.load([one.target_id for one in some])
        for one in some:
            if one.target_id in targets:
                yield one, targets[one.target_id]


def sanctions_left() -> Iterator[int]:
    """Overturned rulings with a sanction that nobody lifted."""
    query = select(Ruling.id).where(
        Ruling.overturned_at.is_not(None),
        exists().where(Sanction.ruling_id == Ruling.id, Sanction.lifted_at.is_(None)),
    )
    yield from db.session.scalars(query)


def rulings_in_two_states() -> Iterator[int]:
    """Rulings that were undone and carried out, or overturned without having been carried out."""
    both = Ruling.undone_at.is_not(None) & Ruling.carried_out_at.is_not(None)
    never = Ruling.overturned_at.is_not(None) & Ruling.carried_out_at.is_(None)
    yield from db.session.scalars(select(Ruling.id).where(or_(both, never)))


def decided_without_end() -> Iterator[int]:
    """Cases with a ruling that should have been carried out, and was not."""
    query = select(Ruling.case_id).where(
        Ruling.goes_out_at < clock.now() - PATIENCE,
        Ruling.carried_out_at.is_(None),
        Ruling.undone_at.is_(None),
    )
    yield from db.session.scalars(query)


def flags_forgotten() -> Iterator[int]:
    """Open flags of cases that are decided, unless the decision is still to be carried out."""
    waits = exists().where(
        Ruling.case_id == Flag.case_id,
        Ruling.carried_out_at.is_(None),
        Ruling.undone_at.is_(None),
    )
    query = (
        select(Flag.id)
        .join(Reviewable, Reviewable.id == Flag.case_id)
        .where(Flag.settled_at.is_(None), Reviewable.decided_at.is_not(None), ~waits)
    )
    yield from db.session.scalars(query)
