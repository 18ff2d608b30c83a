"""Orders in numbers: by store, state and currency; what was refused, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select

from forum.commerce.models import (
    COUNTING,
    NO_ORDER,
    Delivery,
    DeliveryState,
    NoteKind,
    Order,
    OrderNote,
    OrderStatus,
    Refund,
    Refusal,
    Store,
)
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import Cursor, Page, cursor_at

PAGE = 30
# A store that has sent nothing for so long, and sent something before, may be silent.
SILENT = timedelta(days=3)
RECENT = timedelta(days=7)
# What is missing or disputed for longer than this, somebody has looked at.
LOOKED_AT = timedelta(days=60)


@dataclass(frozen=True)
class Sum:
    """What the orders of one store come to in one currency; tries are left out."""

    store_id: int
    currency: str
    orders: int
    gross_minor: int
    net_minor: int


@dataclass(frozen=True)
class Lost:
    """What somebody should look at: how much of it there is. What is for trying is left out."""

    # Deliveries of the last days that nobody could read.
    unread: int
    # Refunds without their order, and disputes.
    refunds: int
    disputes: int


@dataclass(frozen=True)
class Traffic:
    """What a store sent lately."""

    store: Store
    last_at: datetime | None
    waiting: int = 0
    failed: int = 0
    refused: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether it has not been heard of for a while."""
        return self.last_at is not None and self.last_at < clock.now() - SILENT


def sums() -> Sequence[Sum]:
    """By store and currency, most orders first; one query."""
    counts = Order.status.in_(COUNTING)
    net = case((counts, Order.total_minor - Order.refunded_minor), else_=0)
    gross = case((Order.paid_at.is_not(None), Order.total_minor), else_=0)
    query = (
        select(Order.store_id, Order.currency, func.count(), func.sum(gross), func.sum(net))
        .where(Order.is_test.is_(False))
        .group_by(Order.store_id, Order.currency)
        .order_by(func.count().desc(), Order.store_id, Order.currency)
    )
    return [
        Sum(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in db.session.execute(query)
    ]


def tries() -> int:
    """How many orders are only tries."""
    query = select(func.count()).select_from(Order).where(Order.is_test.is_(True))
    return db.session.scalar(query) or 0


def traffic(stores: Sequence[Store]) -> Sequence[Traffic]:
    """What each store sent lately; three queries, however much it ever sent."""
    since = clock.now() - RECENT
    last = select(func.max(Delivery.received_at)).where(Delivery.store_id == Store.id)
    last_at = {
        row[0]: row[1] for row in db.session.execute(select(Store.id, last.scalar_subquery()))
    }
    is_failed = Delivery.state == DeliveryState.FAILED
    waits = Delivery.state.in_([DeliveryState.WAITING, DeliveryState.HELD])
    open_ = select(
        Delivery.store_id,
        *(func.sum(case((one, 1), else_=0)) for one in (waits, is_failed)),
    ).where(or_(waits, is_failed & (Delivery.received_at > since)))
    refused = select(Refusal.store_id, func.sum(Refusal.count)).where(Refusal.last_at > since)
    wrong = {row[0]: int(row[1]) for row in db.session.execute(refused.group_by(Refusal.store_id))}
    found = {
        row[0]: (int(row[1]), int(row[2]))
        for row in db.session.execute(open_.group_by(Delivery.store_id))
    }
    return [
        Traffic(one, last_at.get(one.id), *found.get(one.id, (0, 0)), wrong.get(one.id, 0))
        for one in stores
    ]


def lost() -> Lost:
    """What somebody should look at; one query."""
    now, is_real = clock.now(), Store.is_test.is_(False)
    unread = (
        select(func.count())
        .select_from(Delivery)
        .join(Store, Store.id == Delivery.store_id)
        .where(is_real, Delivery.state == DeliveryState.FAILED)
        .where(Delivery.received_at > now - RECENT, Delivery.outcome != NO_ORDER)
    )
    refunds = select(func.count()).select_from(Refund).join(Store, Store.id == Refund.store_id)
    refunds = refunds.where(is_real, Refund.order_id.is_(None), Refund.at > now - LOOKED_AT)
    disputes = select(func.count()).select_from(OrderNote)
    disputes = disputes.join(Store, Store.id == OrderNote.store_id).where(is_real)
    disputes = disputes.where(OrderNote.kind == NoteKind.DISPUTED)
    disputes = disputes.where(OrderNote.at > now - LOOKED_AT)
    row = db.session.execute(
        select(*(one.scalar_subquery() for one in (unread, refunds, disputes)))
    )
    return Lost(*row.one())


def latest(store_id: int | None, status: OrderStatus | None, after: Cursor | None) -> Page[Order]:
    """Orders, the latest first."""
    query = select(Order).order_by(Order.ordered_at.desc(), Order.id.desc())
    if store_id is not None:
        query = query.where(Order.store_id == store_id)
    if status is not None:
        query = query.where(Order.status == status)
    if after is not None:
        same = (Order.ordered_at == after.moment) & (Order.id < after.id)
        query = query.where((Order.ordered_at < after.moment) | same)
    found = db.session.scalars(query.limit(PAGE + 1)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], cursor_at(last.ordered_at, last.id).encode() if last else None)
