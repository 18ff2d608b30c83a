"""Orders, refunds and notes: one of them, and those that belong together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select

from forum.accounts.models import User
from forum.commerce.models import (
    Delivery,
    NoteKind,
    Order,
    OrderLine,
    OrderNote,
    Product,
    Refund,
)
from forum.commerce.shapes.facts import LineFacts
from forum.kernel.db import db
from forum.kernel.policy import NotFound


def delivery_by_id(delivery_id: int) -> Delivery:
    """A delivery. Raises NotFound."""
    found = db.session.get(Delivery, delivery_id)
    if found is None:
        raise NotFound
    return found


def order_by_id(order_id: int) -> Order:
    """An order. Raises NotFound."""
    found = db.session.get(Order, order_id)
    if found is None:
        raise NotFound
    return found


def orders_by_ids(order_ids: Collection[int]) -> Mapping[int, Order]:
    """These orders, by id; one query."""
    if not order_ids:
        return {}
    query = select(Order).where(Order.id.in_(order_ids))
    return {order.id: order for order in db.session.scalars(query)}


def order_at(store_id: int, external_id: str) -> Order | None:
    """The order that the store calls so; None when it has not come."""
    query = select(Order).where(Order.store_id == store_id, Order.external_id == external_id)
    return db.session.scalar(query)


def order_named(store_id: int, name: str) -> Order | None:
    """The order that the store calls so before people, such as #1001."""
    query = select(Order).where(Order.store_id == store_id, Order.name == name)
    return db.session.scalar(query.order_by(Order.id).limit(1))


def order_meant(store_id: int, ref: str) -> int | None:
    """The order with this number or payment. Of several the same one, whichever came first."""
    is_it = or_(Order.external_id == ref, Order.payment_ref == ref)
    query = select(Order.id).where(Order.store_id == store_id, is_it)
    return db.session.scalar(query.order_by(Order.external_id).limit(1))


def orders_of(user_id: int) -> Sequence[Order]:
    """The orders of a member, the latest first."""
    query = select(Order).where(Order.user_id == user_id)
    return db.session.scalars(query.order_by(Order.ordered_at.desc(), Order.id.desc())).all()


def orders_of_nobody(email_key: str) -> Sequence[Order]:
    """Orders that were made with this address, and whose buyer nobody knows."""
    query = select(Order).where(Order.email_key == email_key, Order.user_id.is_(None))
    return db.session.scalars(query.order_by(Order.id)).all()


def order_with(number: str, email_key: str) -> Order | None:
    """The order of this number that was made with this address; capitals and # do not matter."""
    wanted = _plain(number)
    query = select(Order).where(Order.email_key == email_key).order_by(Order.id)
    return next(
        (
            order
            for order in db.session.scalars(query)
            if wanted in {_plain(order.name), _plain(order.external_id)} - {""}
        ),
        None,
    )


def _plain(number: str) -> str:
    return number.strip().lstrip("#").strip().casefold()


def lines_of(order_ids: Collection[int]) -> Mapping[int, Sequence[OrderLine]]:
    """What was ordered, by order; one query."""
    found: dict[int, list[OrderLine]] = {order_id: [] for order_id in order_ids}
    query = select(OrderLine).where(OrderLine.order_id.in_(order_ids))
    for line in db.session.scalars(query.order_by(OrderLine.position)) if found else ():
        found[line.order_id].append(line)
    return found


def refund_at(store_id: int, external_id: str) -> Refund | None:
    """The refund that the store calls so."""
    query = select(Refund).where(Refund.store_id == store_id, Refund.external_id == external_id)
    return db.session.scalar(query)


def refunds_of(order_id: int) -> Sequence[Refund]:
    """What went back of an order."""
    return db.session.scalars(select(Refund).where(Refund.order_id == order_id)).all()


def refunds_of_refs(store_id: int, refs: Collection[str]) -> Sequence[Refund]:
    """Refunds that name one of these."""
    query = select(Refund).where(Refund.store_id == store_id, Refund.order_ref.in_(refs))
    return db.session.scalars(query.order_by(Refund.id)).all()


def note_at(store_id: int, kind: NoteKind, external_id: str) -> OrderNote | None:
    """The note of this kind that the store calls so."""
    query = select(OrderNote).where(
        OrderNote.store_id == store_id,
        OrderNote.kind == kind,
        OrderNote.external_id == external_id,
    )
    return db.session.scalar(query)


def notes_of(order_id: int) -> Sequence[OrderNote]:
    """What else was said of an order."""
    return db.session.scalars(select(OrderNote).where(OrderNote.order_id == order_id)).all()


def notes_of_refs(store_id: int, refs: Collection[str]) -> Sequence[OrderNote]:
    """Notes that name one of these."""
    query = select(OrderNote).where(OrderNote.store_id == store_id, OrderNote.order_ref.in_(refs))
    return db.session.scalars(query.order_by(OrderNote.id)).all()


def is_forgotten(order: Order) -> bool:
    """Whether the buyer of this order asked to be forgotten, by whichever number it had then."""
    query = exists().where(
        OrderNote.store_id == order.store_id,
        OrderNote.kind == NoteKind.REDACTED,
        or_(OrderNote.order_ref == order.external_id, OrderNote.order_id == order.id),
    )
    return bool(db.session.scalar(select(query)))


def buyer_with(email: str) -> int | None:
    """The member whose confirmed address this is."""
    query = select(User.id).where(
        User.email == email.strip().lower(), User.email_confirmed_at.is_not(None)
    )
    return db.session.scalar(query)


@dataclass(frozen=True)
class Sold:
    """Our products, by what a shop calls them."""

    by_variant: Mapping[str, int]
    by_product: Mapping[str, int]
    by_sku: Mapping[str, int]

    def of(self, line: LineFacts) -> int | None:
        """The product of a line: the nearest name first."""
        return (
            self.by_variant.get(line.variant)
            or self.by_product.get(line.product)
            or self.by_sku.get(line.sku)
        )


def products_sold(store_id: int, lines: Sequence[LineFacts]) -> Sold:
    """Our products that these lines may mean; one query. Of several the oldest."""
    variants, products, skus = (
        {one for one in names if one}
        for names in (
            [line.variant for line in lines],
            [line.product for line in lines],
            [line.sku for line in lines],
        )
    )
    if not variants | products | skus:
        return Sold({}, {}, {})
    is_meant = or_(
        Product.external_variant_id.in_(variants),
        Product.external_product_id.in_(products),
        Product.sku.in_(skus),
    )
    is_here = or_(Product.store_id == store_id, Product.store_id.is_(None))
    query = select(Product).where(is_meant, is_here).order_by(Product.id.desc())
    found = db.session.scalars(query).all()
    return Sold(
        {one.external_variant_id: one.id for one in found if one.external_variant_id},
        # A product of which one variant is meant is not meant by its other variants.
        {one.external_product_id: one.id for one in found if not one.external_variant_id},
        {one.sku: one.id for one in found if one.sku},
    )
