"""Who is known to have bought something. That they did, and never how much."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from forum.commerce import keys
from forum.commerce.models import COUNTING, KEEPING, CustomerMark, Order, OrderLine
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import Cursor, Page, cursor_at

# So long somebody remains a customer after their last order was undone.
LINGERING = timedelta(days=7)
PAGE = 50


class Kept(NamedTuple):
    """How many orders somebody kept, and what they paid for them, in the smallest unit."""

    orders: int = 0
    net_minor: int = 0


class Waiting(NamedTuple):
    """How many orders of somebody are paid and may still go back, and when the first may not."""

    orders: int
    first_at: datetime


def is_verified_customer(user_id: int) -> bool:
    """Whether this member has bought something, or staff know them as a customer."""
    return bool(verified([user_id]))


def verified(user_ids: Collection[int]) -> set[int]:
    """Of these members those who are verified customers; one query."""
    if not user_ids:
        return set()
    bought = select(Order.user_id).where(Order.user_id.in_(user_ids), makes_a_customer())
    known = select(CustomerMark.user_id).where(CustomerMark.user_id.in_(user_ids))
    return {found for found in db.session.scalars(bought.union(known)) if found is not None}


def kept_by(
    members: Collection[int] | None, at: datetime, *, days: int, currency: str
) -> Mapping[int, Kept]:
    """What these members, or all, have kept by a moment of what they paid in the days before it;
    money counts in one currency. Orders for nothing are none. One query."""
    net = case((Order.currency == currency, Order.total_minor - Order.refunded_minor), else_=0)
    query = select(Order.user_id, func.count(), func.sum(net)).where(
        is_worth_something(),
        Order.paid_at > at - timedelta(days=days),
        Order.paid_at <= at - KEEPING,
    )
    if members is not None:
        query = query.where(Order.user_id.in_(members))
    rows = db.session.execute(query.group_by(Order.user_id))
    return {row[0]: Kept(row[1], int(row[2])) for row in rows}


def waiting_of(user_id: int) -> Waiting | None:
    """The orders of a member that are not kept yet, because they may still go back."""
    query = select(func.count(), func.min(Order.paid_at)).where(
        is_worth_something(),
        Order.user_id == user_id,
        Order.paid_at > clock.now() - KEEPING,
    )
    count, first = db.session.execute(query).one()
    return Waiting(count, first + KEEPING) if first is not None else None


def is_worth_something() -> ColumnElement[bool]:
    """Whether an order has a buyer, and money for it came and stays."""
    return and_(
        Order.user_id.is_not(None),
        Order.is_test.is_(False),
        Order.status.in_(COUNTING),
        Order.total_minor > Order.refunded_minor,
    )


def paid_orders_of(members: Collection[int]) -> Mapping[int, Sequence[Order]]:
    """What these members ever paid for, first things first, also what went back; one query."""
    found: dict[int, list[Order]] = {}
    query = select(Order).where(
        Order.user_id.in_(members),
        Order.is_test.is_(False),
        Order.paid_at.is_not(None),
        Order.total_minor > 0,
    )
    query = query.order_by(Order.paid_at, Order.id).execution_options(populate_existing=True)
    for order in db.session.scalars(query):
        if order.user_id is not None:
            found.setdefault(order.user_id, []).append(order)
    return found


def address_keys(emails: Mapping[int, str]) -> Mapping[int, set[str]]:
    """The keys of the addresses that members have, given by member, and of all those that they
    bought with; one query."""
    found = {user_id: {keys.email_key(email)} for user_id, email in emails.items()}
    query = select(Order.user_id, Order.email_key).where(
        Order.user_id.in_(found), Order.email_key.is_not(None)
    )
    for user_id, key in db.session.execute(query.distinct()):
        if user_id is not None and key is not None:
            found[user_id].add(key)
    return found


def owners_of(product_id: int) -> set[int]:
    """The members who bought this product, and did not give it back."""
    query = (
        select(Order.user_id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(
            OrderLine.product_id == product_id,
            Order.user_id.is_not(None),
            Order.is_test.is_(False),
            Order.status.in_(COUNTING),
        )
    )
    return {found for found in db.session.scalars(query.distinct()) if found is not None}


def makes_a_customer() -> ColumnElement[bool]:
    """Whether an order makes its buyer a customer, at this moment."""
    lately = and_(Order.undone_at.is_not(None), Order.undone_at > clock.now() - LINGERING)
    return and_(Order.is_test.is_(False), or_(Order.status.in_(COUNTING), lately))


def marks(after: Cursor | None) -> Page[CustomerMark]:
    """Whom staff know as customers, the latest first."""
    query = select(CustomerMark).order_by(CustomerMark.at.desc(), CustomerMark.id.desc())
    if after is not None:
        same = (CustomerMark.at == after.moment) & (CustomerMark.id < after.id)
        query = query.where((CustomerMark.at < after.moment) | same)
    found = db.session.scalars(query.limit(PAGE + 1)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], cursor_at(last.at, last.id).encode() if last else None)
