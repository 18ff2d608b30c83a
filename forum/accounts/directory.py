"""Finding members, for staff."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, or_, select

from forum.accounts import names
from forum.accounts.models import MergedMember, Role, User
from forum.accounts.queries import LONGEST_KEY, is_called
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.growth import Growth, growth
from forum.kernel.paging import PAGE_SIZE, Cursor, Page


class Standing(StrEnum):
    """Whether somebody may come in and write, and if not, why."""

    ACTIVE = "active"
    WAITING = "waiting"
    SILENCED = "silenced"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    MERGED = "merged"


class Sight(StrEnum):
    """What whoever searches may know of members."""

    NAMES = "names"
    NAMES_AND_ADDRESSES = "names_and_addresses"


@dataclass(frozen=True)
class Wanted:
    """Which members are asked for; what is left out narrows nothing down."""

    words: str = ""
    role: Role | None = None
    standing: Standing | None = None
    joined_since: datetime | None = None


def members(wanted: Wanted, sight: Sight, *, after: Cursor | None = None) -> Page[User]:
    """The members who are asked for, the latest first."""
    query = select(User).where(*_only(wanted, sight)).order_by(User.id.desc())
    if after is not None:
        query = query.where(User.id < after.id)
    found = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    more = len(found) > PAGE_SIZE
    last = found[PAGE_SIZE - 1].id if more else 0
    return Page(found[:PAGE_SIZE], Cursor(0, last).encode() if more else None)


def grown() -> Growth:
    """How many members came in on each of the last days."""
    return growth(User.approved_at)


def _only(wanted: Wanted, sight: Sight) -> Iterator[ColumnElement[bool]]:
    if wanted.words.strip():
        found = is_called(wanted.words)
        if sight == Sight.NAMES_AND_ADDRESSES:
            part = names.fold(wanted.words)[:LONGEST_KEY]
            found = or_(found, User.email.contains(part, autoescape=True))
        yield found
    if wanted.role is not None:
        yield User.role == wanted.role
    if wanted.standing is not None:
        yield _is(wanted.standing)
    if wanted.joined_since is not None:
        yield User.created_at >= wanted.joined_since


def _is(standing: Standing) -> ColumnElement[bool]:
    now = clock.now()
    merged = User.id.in_(select(MergedMember.from_id))
    is_open = User.deactivated_at.is_(None)
    suspended = func.coalesce(User.suspended_until > now, False)
    return {
        Standing.ACTIVE: is_open & User.approved_at.is_not(None) & ~suspended,
        Standing.WAITING: is_open & User.approved_at.is_(None),
        Standing.SILENCED: is_open & (User.silenced_until > now),
        Standing.SUSPENDED: is_open & (User.suspended_until > now),
        Standing.CLOSED: User.deactivated_at.is_not(None) & ~merged,
        Standing.MERGED: merged,
    }[standing]
