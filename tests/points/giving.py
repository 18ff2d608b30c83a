"""Deeds that give points, done through the real actions, and the worker that takes them in."""

from typing import Any

from sqlalchemy import select

from forum.accounts.models import User
from forum.activity import tasks
from forum.activity.queries import not_settled
from forum.kernel.db import db
from forum.points import queries
from forum.points.models import PointsEntry

# As long as a reply must be to count.
LONG = "Turn the dial two clicks finer, then weigh what comes out."


def settle() -> None:
    """Let the worker take in everything that waits, and what follows from that."""
    while not_settled(1):
        tasks.settle({})
    db.session.expire_all()


def points_of(member: User, **given: Any) -> int:
    settle()
    return queries.status_points([member.id], **given).get(member.id, 0)


def entries_of(member: User) -> list[PointsEntry]:
    settle()
    query = select(PointsEntry).where(PointsEntry.user_id == member.id)
    return list(db.session.scalars(query.order_by(PointsEntry.id)))


def reasons_of(member: User) -> list[str]:
    return sorted(entry.reason for entry in entries_of(member))
