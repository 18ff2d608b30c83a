"""What shops sent, and what was refused."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class DeliveryState(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    DONE = "done"
    # It speaks of an order that has not come yet.
    HELD = "held"
    # Nothing here follows from it.
    IGNORED = "ignored"
    # Nobody can read it, or the order it speaks of never came.
    FAILED = "failed"


# The outcome of what speaks of an order that never came.
NO_ORDER = "no_order"


class WhyRefused(StrEnum):
    """Why something that was sent is not taken."""

    SIGNATURE = "signature"
    TOO_OLD = "too_old"
    OTHER_SHOP = "other_shop"
    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"


class Delivery(Model):
    """Something that a shop sent, rightly signed. Once a delivery id."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        UniqueConstraint("store_id", "delivery_id"),
        Index("ix_webhook_deliveries_state", "state", "received_at"),
        Index("ix_webhook_deliveries_received", "store_id", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    delivery_id: Mapped[str] = mapped_column(String(120))
    topic: Mapped[str] = mapped_column(String(80), default="")
    received_at: Mapped[Moment] = mapped_column(default=clock.now)
    # What was sent, sealed; for some days, to repair with.
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[DeliveryState] = mapped_column(String(10), default=DeliveryState.WAITING)
    # A word for what became of it.
    outcome: Mapped[str] = mapped_column(String(40), default="")
    worked_at: Mapped[Moment | None]


class Refusal(Model):
    """How often something was refused on a day. What was sent is kept nowhere."""

    __tablename__ = "webhook_refusals"
    __table_args__ = (UniqueConstraint("store_id", "day", "reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    day: Mapped[date] = mapped_column(Date)
    reason: Mapped[WhyRefused] = mapped_column(String(12))
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[Moment] = mapped_column(default=clock.now)
