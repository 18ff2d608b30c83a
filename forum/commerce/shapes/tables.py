"""Orders in a file of lines, as shops export them: read by the names of its columns."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.commerce.models import OrderStatus
from forum.commerce.shapes.facts import (
    LONGEST_NAME,
    LONGEST_TITLE,
    LineFacts,
    OrderFacts,
    Unreadable,
    amount,
    codes,
    currency,
    moment,
    quantity,
    word,
)

MOST_ROWS = 200_000
MOST_DIGITS = 7
# Our names of columns, and what shops call them; small letters, without blanks.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "orderid", "order_id"),
    "name": ("name", "ordernumber", "order_number", "number"),
    "email": ("email", "e-mail", "billingemail", "billing_email"),
    "status": ("financialstatus", "financial_status", "status"),
    "paid_at": ("paidat", "paid_at", "datepaid", "date_paid"),
    "ordered_at": ("createdat", "created_at", "orderdate", "order_date", "date"),
    "updated_at": ("updatedat", "updated_at", "datemodified", "date_modified"),
    "cancelled_at": ("cancelledat", "cancelled_at"),
    "currency": ("currency",),
    "total": ("total", "ordertotal", "order_total"),
    "tax": ("taxes", "tax", "total_tax"),
    "discount": ("discountamount", "discount_amount", "discount_total"),
    "refunded": ("refundedamount", "refunded_amount"),
    "code": ("discountcode", "discount_code", "coupon", "coupons"),
    "line_name": ("lineitemname", "lineitem_name"),
    "line_sku": ("lineitemsku", "lineitem_sku", "sku"),
    "line_quantity": ("lineitemquantity", "lineitem_quantity", "quantity"),
    "line_price": ("lineitemprice", "lineitem_price"),
}
NEEDED = ("name", "status", "currency", "total", "ordered_at")
STATUSES: Mapping[str, OrderStatus] = {
    "paid": OrderStatus.PAID,
    "processing": OrderStatus.PAID,
    "completed": OrderStatus.PAID,
    "succeeded": OrderStatus.PAID,
    "partially_refunded": OrderStatus.PARTIALLY_REFUNDED,
    "refunded": OrderStatus.REFUNDED,
    "cancelled": OrderStatus.CANCELLED,
    "canceled": OrderStatus.CANCELLED,
    "voided": OrderStatus.CANCELLED,
    "failed": OrderStatus.CANCELLED,
    "expired": OrderStatus.CANCELLED,
    "pending": OrderStatus.PENDING,
    "authorized": OrderStatus.PENDING,
    "partially_paid": OrderStatus.PENDING,
    "on-hold": OrderStatus.PENDING,
    "unpaid": OrderStatus.PENDING,
}


@dataclass(frozen=True)
class Read:
    """One order of a file: the line where it begins, and what it says or why it says nothing."""

    line: int
    name: str
    facts: OrderFacts | None = None
    problem: str = ""


@dataclass
class _Group:
    line: int
    rows: list[Mapping[str, str]] = field(default_factory=list)


class Orders:
    """The orders of a file, in its order. Raises Unreadable for what is no such file."""

    def __init__(self, text: str) -> None:
        self._groups = list(_grouped(text).items())

    def __len__(self) -> int:
        return len(self._groups)

    def between(self, first: int, last: int) -> Sequence[Read]:
        """Those from the one number on and before the other; the first one is 0."""
        return [_read(name, group) for name, group in self._groups[first:last]]


def read(text: str) -> Iterator[Read]:
    """Every order of the file, in its order. Raises Unreadable for what is no such file."""
    found = Orders(text)
    for number in range(len(found)):
        yield from found.between(number, number + 1)


def look_at(text: str) -> None:
    """Raise Unreadable for what cannot be a file of orders, from its first line alone."""
    try:
        _columns(next(_rows(text), []))
    except csv.Error as error:
        raise Unreadable("no_table") from error


def _read(name: str, group: _Group) -> Read:
    try:
        return Read(group.line, name, facts=_order(name, group.rows))
    except Unreadable as error:
        return Read(group.line, name, problem=str(error))


def _rows(text: str) -> Any:
    """The rows of the file; they know the number of their line."""
    return csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)


def _grouped(text: str) -> Mapping[str, _Group]:
    """The lines of each order: a shop repeats its name on every line of it."""
    rows = _rows(text)
    found: dict[str, _Group] = {}
    try:
        heads = _columns(next(rows, []))
        for row in rows:
            values = {heads[at]: value.strip() for at, value in enumerate(row) if at in heads}
            if not any(values.values()):
                continue
            name = word(values.get("name"), LONGEST_NAME) or f"({rows.line_num})"
            found.setdefault(name, _Group(rows.line_num)).rows.append(values)
            if rows.line_num > MOST_ROWS:
                raise Unreadable("too_long")
    except csv.Error as error:
        raise Unreadable("no_table") from error
    return found


def _columns(heads: Sequence[str]) -> Mapping[int, str]:
    """Where our columns stand. Raises Unreadable when one that is needed is missing."""
    plain = [head.strip().lower().replace(" ", "") for head in heads]
    found: dict[int, str] = {}
    for ours, theirs in COLUMNS.items():
        at = next((plain.index(name) for name in theirs if name in plain), None)
        if at is not None:
            found.setdefault(at, ours)
    missing = [name for name in NEEDED if name not in found.values()]
    if missing:
        raise Unreadable(f"missing {', '.join(missing)}")
    return found


def _order(name: str, rows: Sequence[Mapping[str, str]]) -> OrderFacts:
    """The first line holds what is said of the whole order; the others are more of its things."""
    first = rows[0]
    if name.startswith("("):
        raise Unreadable("name")
    in_currency = currency(first.get("currency"))
    said = _status(first)
    ordered_at = moment(first.get("ordered_at"), "ordered_at")
    paid = moment(first["paid_at"], "paid_at") if first.get("paid_at") else None
    is_paid = said in {OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED, OrderStatus.REFUNDED}
    if not first.get("total"):
        raise Unreadable("total")
    return OrderFacts(
        external_id=word(first.get("id")),
        name=name,
        email=word(first["email"], 320) if first.get("email") else None,
        said=said,
        currency=in_currency,
        total_minor=amount(first.get("total"), in_currency, "total"),
        tax_minor=amount(first.get("tax"), in_currency, "tax"),
        discount_minor=amount(first.get("discount"), in_currency, "discount"),
        refunded_minor=amount(first.get("refunded"), in_currency, "refunded"),
        ordered_at=ordered_at,
        paid_at=paid or (ordered_at if is_paid else None),
        updated_at=_updated_at(first, ordered_at, paid),
        codes=codes((first.get("code") or "").replace(";", ",").split(",")),
        lines=tuple(_line(row, in_currency) for row in rows if row.get("line_name")),
    )


def _status(first: Mapping[str, str]) -> OrderStatus:
    if first.get("cancelled_at"):
        return OrderStatus.CANCELLED
    given = (first.get("status") or "").strip().lower().replace(" ", "_").removeprefix("wc-")
    if given not in STATUSES:
        raise Unreadable("status")
    return STATUSES[given]


def _updated_at(first: Mapping[str, str], ordered_at: datetime, paid: datetime | None) -> datetime:
    """When the shop changed it last: as it says, or the latest moment that the line names."""
    if first.get("updated_at"):
        return moment(first["updated_at"], "updated_at")
    cancelled = first.get("cancelled_at")
    named = [ordered_at, paid, moment(cancelled, "cancelled_at") if cancelled else None]
    return max(one for one in named if one is not None)


def _line(row: Mapping[str, str], in_currency: str) -> LineFacts:
    pieces = row.get("line_quantity") or "1"
    if not pieces.isascii() or not pieces.isdigit() or len(pieces) > MOST_DIGITS:
        raise Unreadable("quantity")
    return LineFacts(
        title=word(row.get("line_name"), LONGEST_TITLE),
        sku=word(row.get("line_sku"), LONGEST_NAME),
        quantity=quantity(int(pieces)),
        price_minor=amount(row.get("line_price"), in_currency, "price"),
    )
