"""Which letters about notices are to be thought of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from forum.accounts.models import Leaving
from forum.kernel import clock
from forum.kernel.db import db
from forum.mail.models import Letter
from forum.notices.models import Notice

DAY = timedelta(hours=24)
KIND = "notices."


@dataclass(frozen=True)
class Batch:
    """What one letter is about: a member's notices of one topic, or a single one of no topic."""

    user_id: int
    topic_id: int | None
    notice_id: int


def is_leaving(user_id: int) -> bool:
    """Whether a member has asked to leave, and has not taken it back."""
    return db.session.get(Leaving, user_id, populate_existing=True) is not None


def due_batches(limit: int) -> Sequence[Batch]:
    """Batches whose time has come, the longest wait first."""
    own = func.coalesce(-Notice.topic_id, Notice.id)
    query = (
        select(Notice.user_id, Notice.topic_id, func.min(Notice.id))
        .where(Notice.mail_due_at.is_not(None), Notice.mail_due_at <= clock.now())
        .group_by(Notice.user_id, Notice.topic_id, own)
        .order_by(func.min(Notice.mail_due_at))
        .limit(limit)
    )
    return [Batch(*row) for row in db.session.execute(query)]


def lock_batch(batch: Batch) -> Sequence[Notice]:
    """The batch as it is now, held until the transaction ends, with what is not due yet."""
    query = select(Notice).where(_in(batch), Notice.mail_due_at.is_not(None)).order_by(Notice.id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(fresh).all()


def letters_to(address: str) -> int:
    """How many letters about notices the address was sent in the last day."""
    query = select(func.count(Letter.id)).where(
        Letter.to_address == address,
        Letter.kind.startswith(KIND),
        Letter.created_at > clock.now() - DAY,
    )
    return db.session.scalar(query) or 0


def overdue(before: datetime) -> Sequence[Notice]:
    """Notices of which nobody has thought a letter over, although their time came long ago."""
    query = select(Notice).where(Notice.mail_due_at < before).order_by(Notice.id)
    return db.session.scalars(query).all()


def _in(batch: Batch) -> ColumnElement[bool]:
    if batch.topic_id is None:
        return Notice.id == batch.notice_id
    return (Notice.user_id == batch.user_id) & (Notice.topic_id == batch.topic_id)
