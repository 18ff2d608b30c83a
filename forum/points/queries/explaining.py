"""What a member has, by rule: for pages and the command that explain it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, case, func, select

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.points.models import PointsEntry, Reason
from forum.points.queries.balances import DAYS


@dataclass(frozen=True)
class Sum:
    """What a reason came to: points that count now, that wait, were taken back, or are too old."""

    reason: Reason
    lines: int
    counts: int
    pending: int
    reversed: int
    old: int


def sums_of(member: User) -> Sequence[Sum]:
    """What the member has by reason, most points first. One query."""
    now = clock.now()
    stands, posted = PointsEntry.stands.is_(True), PointsEntry.posts_at <= now
    recent = PointsEntry.at > now - timedelta(days=DAYS)
    columns = (
        and_(stands, posted, recent),
        and_(stands, ~posted),
        ~stands,
        and_(stands, posted, ~recent),
    )
    query = (
        select(
            PointsEntry.reason,
            func.count(),
            *(func.sum(case((which, PointsEntry.delta), else_=0)) for which in columns),
        )
        .where(PointsEntry.user_id == member.id)
        .group_by(PointsEntry.reason)
    )
    found = [Sum(Reason(row[0]), *map(int, row[1:])) for row in db.session.execute(query)]
    return sorted(found, key=lambda one: (-one.counts, one.reason))
