"""What the queue remembers of a member."""

from dataclasses import dataclass

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.moderation.models import Decision, Reviewable


@dataclass(frozen=True)
class Record:
    """How many cases about somebody ended with a yes, with a no, or wait."""

    approved: int
    rejected: int
    waiting: int


def record_of(user_id: int) -> Record:
    """What became of all cases about this member."""
    count = func.count(Reviewable.id)
    query = (
        select(Reviewable.decision, count)
        .where(Reviewable.about_id == user_id)
        .group_by(Reviewable.decision)
    )
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return Record(
        approved=found.get(Decision.APPROVED, 0),
        rejected=found.get(Decision.REJECTED, 0),
        waiting=found.get(None, 0),
    )
