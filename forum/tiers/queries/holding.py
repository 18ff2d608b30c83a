"""Who holds which tier."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.activity.models import Deed
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.tiers.models import Source, TierMembership

OPEN = TierMembership.ended_at.is_(None)
AT_ONCE = 500


def touched_by(deed_ids: Collection[int]) -> set[int]:
    """Whose points these lines of the log may change."""
    lines = or_(Deed.id.in_(deed_ids), Deed.turned_by_id.in_(deed_ids))
    rows = db.session.execute(select(Deed.who_id, Deed.to_id).where(lines))
    return {user_id for row in rows for user_id in row if user_id is not None}


def earned_by(members: Collection[int] | None) -> Mapping[int, TierMembership]:
    """The earned tier that each of these members holds; nobody named means all."""
    query = select(TierMembership).where(OPEN, TierMembership.source == Source.EARNED)
    return {row.user_id: row for row in _among(query, members)}


def held_by(members: Collection[int] | None) -> Sequence[TierMembership]:
    """Everything that these members hold."""
    return _among(select(TierMembership).where(OPEN), members)


def holder_counts() -> Mapping[int, int]:
    """How many members hold each tier; those who are not here any more are left out."""
    query = (
        select(TierMembership.tier_id, func.count(TierMembership.user_id.distinct()))
        .join(TierMembership.user)
        .where(OPEN, User.approved_at.is_not(None), User.deactivated_at.is_(None))
        .group_by(TierMembership.tier_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def memberships_of(member: User) -> Sequence[TierMembership]:
    """What one member holds, with the tiers, the highest first."""
    return sorted(
        (row for row in _history(member) if row.ended_at is None),
        key=lambda row: -row.tier.rank,
    )


def past_of(member: User) -> Sequence[TierMembership]:
    """What one member held once, the latest first."""
    return [row for row in _history(member) if row.ended_at is not None]


def open_membership(membership_id: int) -> TierMembership:
    """One membership that lasts. Raises NotFound."""
    query = select(TierMembership).where(TierMembership.id == membership_id, OPEN)
    query = query.options(joinedload(TierMembership.tier), joinedload(TierMembership.user))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def to_cheer(member: User) -> TierMembership | None:
    """What the member has just reached and has not been told kindly yet, with its tier."""
    query = (
        select(TierMembership)
        .where(OPEN, TierMembership.user_id == member.id, TierMembership.cheer_until > clock.now())
        .options(joinedload(TierMembership.tier))
        .order_by(TierMembership.since.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def expired(now: datetime) -> Sequence[TierMembership]:
    """What was given for a time that is over."""
    return db.session.scalars(select(TierMembership).where(OPEN, TierMembership.until <= now)).all()


def unpaused(now: datetime) -> Sequence[tuple[TierMembership, bool]]:
    """Graces whose clock is not what it should be, and whether the member is suspended."""
    is_suspended = User.suspended_until.is_not(None) & (User.suspended_until > now)
    query = (
        select(TierMembership, is_suspended)
        .join(User, User.id == TierMembership.user_id)
        .where(
            OPEN,
            TierMembership.grace_until.is_not(None),
            TierMembership.paused_at.is_(None) == is_suspended,
        )
    )
    return [(row[0], bool(row[1])) for row in db.session.execute(query)]


def _history(member: User) -> Sequence[TierMembership]:
    query = (
        select(TierMembership)
        .where(TierMembership.user_id == member.id)
        .options(joinedload(TierMembership.tier))
        .order_by(TierMembership.since.desc(), TierMembership.id.desc())
    )
    return db.session.scalars(query).all()


def _among(query: Select[Any], members: Collection[int] | None) -> Sequence[TierMembership]:
    fresh = {"populate_existing": True}
    if members is None:
        return db.session.scalars(query, execution_options=fresh).all()
    some = sorted(members)
    return [
        row
        for start in range(0, len(some), AT_ONCE)
        for row in db.session.scalars(
            query.where(TierMembership.user_id.in_(some[start : start + AT_ONCE])),
            execution_options=fresh,
        )
    ]
