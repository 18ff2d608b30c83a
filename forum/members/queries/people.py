"""Whom members follow and whom they blocked. Other slices ask here by id."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, literal, select, true, tuple_

from forum.accounts.models import User, Viewer
from forum.kernel.db import UtcDateTime, db
from forum.kernel.direct import Direct
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.tallies import any_of
from forum.members.models import MemberBlock, MemberFollow

# Asked for on every page with posts.
BLOCKS = any_of(MemberBlock, MemberBlock.who_id)
_BLOCKED_BY = Direct(select(MemberBlock.whom_id).where(MemberBlock.who_id == bindparam("who")))


class Ties(StrEnum):
    """The lists that a member has of others."""

    FOLLOWING = "following"
    FOLLOWERS = "followers"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Tied:
    """Somebody in such a list, and since when."""

    member: User
    at: datetime


@dataclass(frozen=True)
class Between:
    """What is between the viewer and a member, and how many follow that member."""

    follows: bool
    blocks: bool
    followers: int


def ties(viewer: Viewer, member: User) -> Between:
    """What is between the viewer and the member, in one query."""
    mine = MemberFollow.who_id == viewer.id, MemberFollow.whom_id == member.id
    query = select(
        exists().where(*mine),
        exists().where(MemberBlock.who_id == viewer.id, MemberBlock.whom_id == member.id),
        select(func.count()).where(MemberFollow.whom_id == member.id).scalar_subquery(),
    )
    return Between(*db.session.execute(query).one())


def tied_to(member: User, ties: Ties, after: Cursor | None = None) -> Page[Tied]:
    """One of the member's lists, the latest first, without accounts that are closed."""
    table = MemberBlock if ties == Ties.BLOCKED else MemberFollow
    mine, other = table.who_id, table.whom_id
    if ties == Ties.FOLLOWERS:
        mine, other = other, mine
    query = (
        select(User, table.at)
        .join(User, User.id == other)
        .where(mine == member.id, User.deactivated_at.is_(None))
        .order_by(table.at.desc(), other.desc())
        .limit(PAGE_SIZE + 1)
    )
    if after:
        moment = literal(after.moment, UtcDateTime)
        query = query.where(tuple_(table.at, other) < tuple_(moment, after.id))
    found = [Tied(*row) for row in db.session.execute(query)]
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return Page(
        found[:PAGE_SIZE],
        next=cursor_at(last.at, last.member.id).encode() if last else None,
    )


def followed_among(user_id: int, ids: Collection[int]) -> frozenset[int]:
    """Which of these this member follows."""
    query = select(MemberFollow.whom_id).where(
        MemberFollow.who_id == user_id, MemberFollow.whom_id.in_(ids)
    )
    return frozenset(db.session.scalars(query))


def blocked_by(user_id: int) -> frozenset[int]:
    """Whom this member blocked."""
    return frozenset() if BLOCKS.is_none(user_id) else frozenset(_BLOCKED_BY.scalars(who=user_id))


def not_by_blocked(viewer: Viewer, author: Any) -> ColumnElement[bool]:
    """That the author is nobody whom the viewer blocked: for what is suggested to them."""
    if viewer.is_guest:
        return true()
    theirs = select(literal(1)).where(
        MemberBlock.who_id == viewer.id, MemberBlock.whom_id == author
    )
    return ~theirs.correlate_except(MemberBlock).exists()


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
