"""What `forum verify` asks of flags and rulings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select

from forum.jobs import queries as jobs
from forum.kernel.db import db
from forum.moderation.kinds import ReviewKind
from forum.moderation.models import Decision, Flag, FlagOutcome, Reviewable, Ruling
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
    """Overturned rulings with a sanction that nobody lifted, so that its weight may count still."""
    theirs = or_(Sanction.ruling_id == Ruling.id, Sanction.id == Ruling.sanction_id)
    query = select(Ruling.id).where(
        Ruling.overturned_at.is_not(None),
        exists().where(theirs, Sanction.lifted_at.is_(None)),
    )
    yield from db.session.scalars(query.order_by(Ruling.id))


def flags_still_right() -> Iterator[int]:
    """Flags that count as right although what they led to was overturned."""
    query = (
        select(Flag.id)
        .join(Ruling, Ruling.case_id == Flag.case_id)
        .where(Ruling.overturned_at.is_not(None), Flag.outcome == FlagOutcome.AGREED)
    )
    yield from db.session.scalars(query.order_by(Flag.id))


def rulings_in_two_states() -> Iterator[int]:
    """Rulings that were undone and carried out, or overturned without having been carried out."""
    both = Ruling.undone_at.is_not(None) & Ruling.carried_out_at.is_not(None)
    never = Ruling.overturned_at.is_not(None) & Ruling.carried_out_at.is_(None)
    yield from db.session.scalars(select(Ruling.id).where(or_(both, never)))


def decided_without_end() -> Iterator[int]:
    """Cases with a ruling that should have been carried out, and was not while a worker was there.

    In a backup that was brought back, or after a pause of the forum, nobody has been late yet.
    """
    before = _patient_until()
    if before is None:
        return
    query = select(Ruling.case_id).where(
        Ruling.goes_out_at < before,
        Ruling.carried_out_at.is_(None),
        Ruling.undone_at.is_(None),
    )
    yield from db.session.scalars(query)


def aside_for_ever() -> Iterator[int]:
    """Cases that should have come back from aside, and did not while a worker was there."""
    before = _patient_until()
    if before is None:
        return
    back_at = func.coalesce(Reviewable.waits_until, Reviewable.snoozed_until)
    query = select(Reviewable.id).where(Reviewable.decided_at.is_(None), back_at < before)
    yield from db.session.scalars(query.order_by(Reviewable.id))


def decided_twice() -> Iterator[int]:
    """Cases with more than one ruling that nobody undid."""
    query = select(Ruling.case_id).where(Ruling.undone_at.is_(None)).group_by(Ruling.case_id)
    yield from db.session.scalars(query.having(func.count() > 1).order_by(Ruling.case_id))


def decided_by_nothing() -> Iterator[int]:
    """Decided cases without a ruling; those from before there were rulings have none."""
    first = select(func.min(Ruling.made_at)).scalar_subquery()
    made = exists().where(Ruling.case_id == Reviewable.id, Ruling.undone_at.is_(None))
    query = select(Reviewable.id).where(
        Reviewable.decision.in_([Decision.APPROVED, Decision.REJECTED]),
        Reviewable.decided_at >= first,
        ~made,
    )
    yield from db.session.scalars(query.order_by(Reviewable.id))


def ruled_and_open() -> Iterator[int]:
    """Cases that wait although there is a ruling on them, and not one for a second person."""
    query = (
        select(Reviewable.id)
        .join(Ruling, Ruling.case_id == Reviewable.id)
        .where(
            Reviewable.decided_at.is_(None),
            Ruling.undone_at.is_(None),
            or_(Ruling.needs_second.is_(False), Ruling.seconded_at.is_not(None)),
        )
    )
    yield from db.session.scalars(query.order_by(Reviewable.id))


def _patient_until() -> datetime | None:
    """What was due before then is late; None when no worker was there for as long as that."""
    pulse = jobs.last_worker()
    if pulse is None or pulse.started_at > pulse.at - PATIENCE:
        return None
    return pulse.at - PATIENCE


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
