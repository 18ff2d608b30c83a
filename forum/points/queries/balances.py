"""What members have: points that decide about tiers, those that wait, those that can be spent."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.points.models import PointsEntry

# So long points count for a tier, and so long they can be spent.
DAYS = 365


@dataclass(frozen=True)
class Balance:
    """What one member has at a moment."""

    status: int
    pending: int
    spendable: int


def status_points(
    members: Collection[int] | None, at: datetime | None = None, days: int = DAYS
) -> Mapping[int, int]:
    """The points of the last days that count at this moment, by member; one query.

    Nobody named means all; who has no line is left out.
    """
    now = at or clock.now()
    query = (
        select(PointsEntry.user_id, func.sum(PointsEntry.delta))
        .where(
            PointsEntry.stands.is_(True),
            PointsEntry.posts_at <= now,
            PointsEntry.at > now - timedelta(days=days),
        )
        .group_by(PointsEntry.user_id)
    )
    if members is not None:
        query = query.where(PointsEntry.user_id.in_(members))
    return {row[0]: int(row[1]) for row in db.session.execute(query)}


def balance_of(member: User) -> Balance:
    """All that the member has now. Who has spent nothing yet spends the oldest points first."""
    now = clock.now()
    query = select(PointsEntry.at, PointsEntry.posts_at, PointsEntry.delta).where(
        PointsEntry.user_id == member.id, PointsEntry.stands.is_(True)
    )
    lines = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
    posted = [(at, delta) for at, posts_at, delta in lines if posts_at <= now]
    return Balance(
        status=sum(delta for at, delta in posted if at > now - timedelta(days=DAYS)),
        pending=sum(delta for _, posts_at, delta in lines if posts_at > now),
        spendable=left_to_spend(posted, now),
    )


def left_to_spend(posted: Iterable[tuple[datetime, int]], now: datetime) -> int:
    """What is left when each point lives for a year, and what is taken comes off the oldest.

    More may have been taken than was there: that is owed, and the next points make it good.
    """
    held: deque[tuple[datetime, int]] = deque()
    owed = 0
    for at, delta in sorted(posted):
        _expire(held, at)
        owed -= delta
        if owed < 0:
            held.append((at, -owed))
            owed = 0
        while owed and held:
            oldest, amount = held.popleft()
            if amount > owed:
                held.appendleft((oldest, amount - owed))
            owed = max(0, owed - amount)
    _expire(held, now)
    return sum(amount for _, amount in held) - owed


def _expire(held: deque[tuple[datetime, int]], now: datetime) -> None:
    while held and held[0][0] <= now - timedelta(days=DAYS):
        held.popleft()
