"""What the commerce slice announces. Orders of tries are announced to nobody."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OrderPaid:
    """An order was paid, or the member who paid it was found later; codes as the buyer gave them.

    It is announced once for an order, and once more when its buyer is known.
    """

    order_id: int
    user_id: int | None
    codes: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class OrderChanged:
    """How an order stands, or what stays of it, is another than before."""

    order_id: int
    status: str
    net_minor: int
    at: datetime


@dataclass(frozen=True)
class OrderRefunded:
    """Of a paid order some went back; whole when nothing of it counts any more."""

    order_id: int
    whole: bool
    at: datetime
