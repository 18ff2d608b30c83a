"""Orders of shops, and all that is said about them later."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment

# An order is kept when so much time has passed since it was paid.
KEEPING = timedelta(days=30)


class OrderStatus(StrEnum):
    """How an order stands."""

    PENDING = "pending"
    PAID = "paid"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


# Money has come, and some of it stays.
COUNTING = frozenset({OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED})


class NoteKind(StrEnum):
    """What may be said about an order apart from it."""

    DISPUTED = "disputed"
    # The shop has thrown it away.
    DELETED = "deleted"
    # The buyer asked the shop to forget them.
    REDACTED = "redacted"


class Order(Model):
    """An order of a shop: what the newest word about it says, and what follows from its refunds.

    Who bought is kept as a keyed hash of their mail address and nothing else.
    """

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("store_id", "external_id"),
        Index("ix_orders_name", "store_id", "name"),
        Index("ix_orders_payment", "store_id", "payment_ref"),
        Index("ix_orders_status", "store_id", "status"),
        Index("ix_orders_user", "user_id", "ordered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    external_id: Mapped[str] = mapped_column(String(120))
    # What the shop calls it before people, such as #1001.
    name: Mapped[str] = mapped_column(String(80), default="")
    email_key: Mapped[str | None] = mapped_column(String(64), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    status: Mapped[OrderStatus] = mapped_column(String(20))
    # The status as the shop last said it, apart from what its refunds come to.
    said: Mapped[OrderStatus] = mapped_column(String(20))
    currency: Mapped[str] = mapped_column(String(3))
    # All in the smallest unit of the currency.
    total_minor: Mapped[int] = mapped_column(BigInteger)
    tax_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    discount_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    # What went back, as the shop said it beside the order, and all that is known to have gone.
    said_refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    is_test: Mapped[bool] = mapped_column(default=False)
    ordered_at: Mapped[Moment]
    paid_at: Mapped[Moment | None]
    # Since when nothing of it counts any more, after it was paid.
    undone_at: Mapped[Moment | None]
    # The moment of the newest word about it, and its print, which tells apart words of one moment.
    source_updated_at: Mapped[Moment]
    print: Mapped[str] = mapped_column(String(64))
    codes: Mapped[list[str]] = mapped_column(Json, default=list)
    # What the shop calls the payment; refunds of some shops name nothing else.
    payment_ref: Mapped[str] = mapped_column(String(120), default="")
    # What a link of ours gave to the shop, and the shop gives back.
    reference: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)

    @property
    def net_minor(self) -> int:
        """What stays of it for the brand; nothing while it is not paid."""
        counts = self.status in COUNTING
        return self.total_minor - self.refunded_minor if counts else 0

    def is_kept(self, now: datetime) -> bool:
        """Whether it was paid long enough ago, and not wholly refunded."""
        return (
            self.status in COUNTING and self.paid_at is not None and self.paid_at + KEEPING <= now
        )


class OrderLine(Model):
    """One thing that was ordered."""

    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200), default="")
    sku: Mapped[str] = mapped_column(String(80), default="", index=True)
    external_product_id: Mapped[str] = mapped_column(String(80), default="")
    external_variant_id: Mapped[str] = mapped_column(String(80), default="")
    quantity: Mapped[int] = mapped_column(default=1)
    price_minor: Mapped[int] = mapped_column(BigInteger, default=0)


class Refund(Model):
    """Money that went back. It may come before its order, and waits for it then."""

    __tablename__ = "refunds"
    __table_args__ = (
        UniqueConstraint("store_id", "external_id"),
        Index("ix_refunds_ref", "store_id", "order_ref"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    external_id: Mapped[str] = mapped_column(String(120))
    # The order by its number in the shop, or by what the shop calls the payment.
    order_ref: Mapped[str] = mapped_column(String(120))
    # Nothing also where the order was paid in another currency: nobody can take it off that.
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    # Empty where the shop does not say: that of the order.
    currency: Mapped[str] = mapped_column(String(3), default="")
    at: Mapped[Moment]
    created_at: Mapped[Moment] = mapped_column(default=clock.now)


class OrderNote(Model):
    """Something else that was said about an order, perhaps before it came."""

    __tablename__ = "order_notes"
    __table_args__ = (
        UniqueConstraint("store_id", "kind", "external_id"),
        Index("ix_order_notes_ref", "store_id", "order_ref"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    kind: Mapped[NoteKind] = mapped_column(String(10))
    external_id: Mapped[str] = mapped_column(String(120))
    order_ref: Mapped[str] = mapped_column(String(120))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    at: Mapped[Moment]


class CustomerMark(Model):
    """That staff know somebody as a customer, without an order that says so."""

    __tablename__ = "customer_marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    note: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[Moment] = mapped_column(default=clock.now)
