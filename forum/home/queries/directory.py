"""The list of members: who is asked for, in which order, in pages that all cost the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, literal, or_, select, tuple_

from forum.accounts.models import Role, Standing, User, Viewer
from forum.accounts.queries import is_called
from forum.badges import queries as badges
from forum.home.models import HelpfulMember
from forum.kernel import clock
from forum.kernel.db import UtcDateTime, db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.members.models import MemberFollow
from forum.tiers.models import TierMembership

Members: TypeAlias = Select[User, HelpfulMember]
NEW_FOR = timedelta(days=30)


class Order(StrEnum):
    """How the list is sorted."""

    HELPFUL = "helpful"
    ALL_TIME = "all-time"
    NEWEST = "newest"
    NAME = "name"
    ACTIVE = "active"


class Who(StrEnum):
    """Narrow circles of members."""

    NEW = "new"
    TEAM = "team"
    FOLLOWED = "followed"


@dataclass(frozen=True)
class Wanted:
    """Which members are asked for; what is left out narrows nothing down."""

    order: Order = Order.HELPFUL
    words: str = ""
    who: Who | None = None
    tier_id: int | None = None
    standing: Standing | None = None
    expert_tag_id: int | None = None


@dataclass(frozen=True)
class Line:
    """A member in the list, and how much they helped (nothing: not at all so far)."""

    member: User
    helped: HelpfulMember | None


def people(viewer: Viewer, wanted: Wanted, after: Cursor | None = None) -> Page[Line]:
    """A page of the members who are asked for, in one query."""
    is_helped = wanted.order in {Order.HELPFUL, Order.ALL_TIME}
    query = select(User, HelpfulMember).join(
        HelpfulMember, HelpfulMember.user_id == User.id, isouter=not is_helped
    )
    query = query.where(*_listed(), *_only(viewer, wanted))
    query = _ordered(query, wanted.order, after).limit(PAGE_SIZE + 1)
    found = [Line(*row) for row in db.session.execute(query)]
    more = len(found) > PAGE_SIZE
    cursor = _cursor(found[PAGE_SIZE - 1], wanted.order) if more else None
    return Page(found[:PAGE_SIZE], cursor.encode() if cursor else None)


def _listed() -> Iterator[ColumnElement[bool]]:
    """Everybody who came in, has not left, may come in now and wants to be found."""
    yield User.approved_at.is_not(None)
    yield User.deactivated_at.is_(None)
    yield or_(User.suspended_until.is_(None), User.suspended_until <= clock.now())
    yield User.is_unlisted.is_(False)


def _only(viewer: Viewer, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.words.strip():
        yield is_called(wanted.words)
    if wanted.who == Who.NEW:
        yield User.created_at >= clock.now() - NEW_FOR
    elif wanted.who == Who.TEAM:
        yield User.role.in_([Role.MODERATOR, Role.ADMIN])
    elif wanted.who == Who.FOLLOWED:
        yield User.id.in_(select(MemberFollow.whom_id).where(MemberFollow.who_id == viewer.id))
    if wanted.tier_id is not None:
        holds = select(TierMembership.user_id).where(
            TierMembership.tier_id == wanted.tier_id, TierMembership.ended_at.is_(None)
        )
        yield User.id.in_(holds)
    if wanted.standing is not None:
        yield User.standing == wanted.standing
    if wanted.expert_tag_id is not None:
        yield User.id.in_(badges.experts_under(viewer, wanted.expert_tag_id))


def _ordered(query: Members, order: Order, after: Cursor | None) -> Members:
    if order == Order.NAME:
        return _by_name(query, after)
    if order == Order.ACTIVE:
        # Whoever hides when they were here must not be given away by their place in the list.
        query = query.where(User.last_seen_at.is_not(None), User.hides_presence.is_(False))
    column: Any = {
        Order.HELPFUL: HelpfulMember.recent,
        Order.ALL_TIME: HelpfulMember.total,
        Order.NEWEST: User.created_at,
        Order.ACTIVE: User.last_seen_at,
    }[order]
    is_moment = order in {Order.NEWEST, Order.ACTIVE}
    number = User.id if is_moment else HelpfulMember.user_id
    if not is_moment:
        query = query.where(column > 0)
    if after is not None:
        last = literal(after.moment, UtcDateTime) if is_moment else literal(after.value)
        query = query.where(tuple_(column, number) < tuple_(last, literal(after.id)))
    return query.order_by(column.desc(), number.desc())


def _by_name(query: Members, after: Cursor | None) -> Members:
    """By the name that nobody else has; the page goes on after the member of the cursor."""
    if after is not None:
        last = select(User.name_key).where(User.id == after.id).scalar_subquery()
        query = query.where(User.name_key > last)
    return query.order_by(User.name_key)


def _cursor(line: Line, order: Order) -> Cursor:
    member, helped = line.member, line.helped
    if order == Order.HELPFUL and helped is not None:
        return Cursor(helped.recent, member.id)
    if order == Order.ALL_TIME and helped is not None:
        return Cursor(helped.total, member.id)
    if order == Order.ACTIVE and member.last_seen_at is not None:
        return cursor_at(member.last_seen_at, member.id)
    return cursor_at(member.created_at, member.id)
