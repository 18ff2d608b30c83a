"""What orders promise to `forum verify`."""

from collections.abc import Iterable, Iterator

from sqlalchemy import func, select

from forum.commerce.models import COUNTING, Order, OrderNote, OrderStatus, Refund
from forum.kernel.db import db
from forum.kernel.manifest import Check

MOST = 100


def counted_once() -> Iterator[str]:
    """Every order of a store is here once, by its number and by its name."""
    for column in (Order.external_id, Order.name):
        query = (
            select(Order.store_id, column, func.count())
            .where(column != "")
            .group_by(Order.store_id, column)
            .having(func.count() > 1)
        )
        for store_id, name, count in db.session.execute(query.limit(MOST)):
            yield f"order {name} of store {store_id} is here {count} times"


def within_the_order() -> Iterator[str]:
    """No more went back than was paid."""
    query = (
        select(Order.id, Order.total_minor, func.sum(Refund.amount_minor))
        .join(Refund, Refund.order_id == Order.id)
        .group_by(Order.id, Order.total_minor)
        .having(func.sum(Refund.amount_minor) > Order.total_minor)
    )
    for order_id, total, back in db.session.execute(query.limit(MOST)):
        yield f"order {order_id} of {total} has refunds of {back}"


def as_said() -> Iterator[str]:
    """How orders stand is what their refunds come to."""
    whole = Order.status == OrderStatus.REFUNDED
    wrong = (whole & (Order.refunded_minor != Order.total_minor)) | (
        Order.refunded_minor > Order.total_minor
    )
    for order_id in db.session.scalars(select(Order.id).where(wrong).limit(MOST)):
        yield f"order {order_id} stands otherwise than its refunds say"
    unpaid = Order.status.in_(COUNTING) & Order.paid_at.is_(None)
    for order_id in db.session.scalars(select(Order.id).where(unpaid).limit(MOST)):
        yield f"order {order_id} counts, and nobody knows when it was paid"


def belonging() -> Iterable[str]:
    """Refunds and notes belong to an order of their own store."""
    for kind in (Refund, OrderNote):
        query = select(kind.id).join(Order, Order.id == kind.order_id)
        for row_id in db.session.scalars(query.where(Order.store_id != kind.store_id).limit(MOST)):
            yield f"{kind.__tablename__} {row_id} belongs to an order of another store"


ALL = [
    Check("every order is counted once", counted_once),
    Check("no more went back of an order than was paid", within_the_order),
    Check("how orders stand is what was said of them", as_said),
    Check("refunds belong to orders of their store", belonging),
]
