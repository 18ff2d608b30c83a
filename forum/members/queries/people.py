"""Whom members follow and whom they blocked. Other slices ask here by id."""

from sqlalchemy import bindparam, exists, func, select

from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.members.models import MemberBlock, MemberFollow

# Asked for on every page with posts.
_BLOCKED_BY = Direct(select(MemberBlock.whom_id).where(MemberBlock.who_id == bindparam("who")))


def blocked_by(user_id: int) -> frozenset[int]:
    """Whom this member blocked."""
    return frozenset(_BLOCKED_BY.scalars(who=user_id))


def who_blocked(user_id: int) -> frozenset[int]:
    """Who blocked this member."""
    query = select(MemberBlock.who_id).where(MemberBlock.whom_id == user_id)
    return frozenset(db.session.scalars(query))


def is_blocked(by_id: int, whom_id: int) -> bool:
    """Whether the one blocked the other."""
    there = exists().where(MemberBlock.who_id == by_id, MemberBlock.whom_id == whom_id)
    return bool(db.session.scalar(select(there)))


def followed_by(user_id: int) -> frozenset[int]:
    """Whom this member follows."""
    query = select(MemberFollow.whom_id).where(MemberFollow.who_id == user_id)
    return frozenset(db.session.scalars(query))


def followers_of(user_id: int) -> frozenset[int]:
    """Who follows this member."""
    query = select(MemberFollow.who_id).where(MemberFollow.whom_id == user_id)
    return frozenset(db.session.scalars(query))


def is_followed(by_id: int, whom_id: int) -> bool:
    """Whether the one follows the other."""
    there = exists().where(MemberFollow.who_id == by_id, MemberFollow.whom_id == whom_id)
    return bool(db.session.scalar(select(there)))


def follower_count(user_id: int) -> int:
    """How many follow this member."""
    query = select(func.count()).where(MemberFollow.whom_id == user_id)
    return db.session.scalar(query) or 0


def follow_count(user_id: int) -> int:
    """How many this member follows."""
    query = select(func.count()).where(MemberFollow.who_id == user_id)
    return db.session.scalar(query) or 0


def block_count(user_id: int) -> int:
    """How many this member blocked."""
    query = select(func.count()).where(MemberBlock.who_id == user_id)
    return db.session.scalar(query) or 0
