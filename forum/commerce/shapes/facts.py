"""What a shop says, in one form for all shops; and how its words are read."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from forum.commerce import money
from forum.commerce.models import NoteKind, OrderStatus
from forum.markup.typed import clean

LONGEST_ID = 120
LONGEST_NAME = 80
LONGEST_TITLE = 200
LONGEST_REFERENCE = 200
MOST_LINES = 500
MOST_CODES = 20
MOST_PIECES = 1_000_000
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class Unreadable(Exception):
    """The shop says something that nobody here understands; names what is amiss."""


@dataclass(frozen=True)
class LineFacts:
    """One thing of an order."""

    title: str
    sku: str = ""
    product: str = ""
    variant: str = ""
    quantity: int = 1
    price_minor: int = 0


@dataclass(frozen=True)
class OrderFacts:
    """An order as one word about it says it is."""

    external_id: str
    name: str
    # Empty when the shop says that there is none; None when it says nothing of it.
    email: str | None
    said: OrderStatus
    currency: str
    total_minor: int
    ordered_at: datetime
    updated_at: datetime
    paid_at: datetime | None = None
    tax_minor: int = 0
    discount_minor: int = 0
    refunded_minor: int = 0
    is_test: bool = False
    codes: tuple[str, ...] = ()
    payment_ref: str = ""
    reference: str = ""
    lines: tuple[LineFacts, ...] = ()


@dataclass(frozen=True)
class RefundFacts:
    """Money that went back, and of which order."""

    external_id: str
    order_ref: str
    amount_minor: int
    at: datetime
    # Empty when the shop does not say it.
    currency: str = ""


@dataclass(frozen=True)
class NoteFacts:
    """Something else that is said about an order."""

    kind: NoteKind
    external_id: str
    order_ref: str
    # When it was said; None: now.
    at: datetime | None = None


@dataclass(frozen=True)
class Told:
    """All that one delivery says; with a word for what it is when nothing follows from it."""

    orders: Sequence[OrderFacts] = ()
    refunds: Sequence[RefundFacts] = ()
    notes: Sequence[NoteFacts] = ()
    nothing: str = field(default="")


def word(value: Any, most: int = LONGEST_ID) -> str:
    """A name or number as text on one line, never longer than that; nothing is empty."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return " ".join(clean(str(value)).split())[:most]


def required(value: Any, what: str) -> str:
    """The same, where something must be there."""
    found = word(value)
    if not found:
        raise Unreadable(what)
    return found


def amount(value: Any, currency: str, what: str) -> int:
    """A sum in the smallest unit; nothing is 0."""
    if value in (None, ""):
        return 0
    if isinstance(value, bool | dict | list):
        raise Unreadable(what)
    try:
        return money.minor(value, currency)
    except ValueError as error:
        raise Unreadable(what) from error


def minor(value: Any, what: str) -> int:
    """A sum that the shop says in the smallest unit; nothing is 0."""
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > money.MOST:
        raise Unreadable(what)
    return value


def currency(value: Any) -> str:
    """The three letters of a currency."""
    found = word(value).upper()
    if not money.is_currency(found):
        raise Unreadable("currency")
    return found


def moment(value: Any, what: str) -> datetime:
    """A moment with its zone; one without is meant in UTC."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            found = datetime.fromtimestamp(value, UTC)
        else:
            found = datetime.fromisoformat(required(value, what))
    except (ValueError, OverflowError, OSError) as error:
        raise Unreadable(what) from error
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    if not EARLIEST <= found <= LATEST:
        raise Unreadable(what)
    return found.astimezone(UTC)


def quantity(value: Any) -> int:
    """How many pieces; nonsense is refused."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PIECES:
        raise Unreadable("quantity")
    return value


def mapping(value: Any) -> Mapping[str, Any]:
    """What should be an object, or an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: Any, most: int = MOST_LINES) -> Sequence[Mapping[str, Any]]:
    """What should be a list of objects: those of them that are, never more than that."""
    found = value if isinstance(value, list) else []
    return [one for one in found[:most] if isinstance(one, dict)]


def codes(found: Sequence[Any]) -> tuple[str, ...]:
    """Codes as the buyer gave them, each once, in capitals: shops do not agree about these."""
    words = (word(one, LONGEST_NAME).upper() for one in found[:MOST_CODES])
    return tuple(dict.fromkeys(one for one in words if one))
