"""What WooCommerce says."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from forum.commerce.models import NoteKind, OrderStatus
from forum.commerce.shapes.facts import (
    LONGEST_NAME,
    LONGEST_REFERENCE,
    LONGEST_TITLE,
    LineFacts,
    NoteFacts,
    OrderFacts,
    RefundFacts,
    Told,
    amount,
    codes,
    currency,
    listed,
    mapping,
    moment,
    quantity,
    required,
    word,
)

STATUSES: Mapping[str, OrderStatus] = {
    "processing": OrderStatus.PAID,
    "completed": OrderStatus.PAID,
    "refunded": OrderStatus.REFUNDED,
    "cancelled": OrderStatus.CANCELLED,
    "failed": OrderStatus.CANCELLED,
    "trash": OrderStatus.CANCELLED,
}
# In a piece of data of this name a link of ours says whom it was given to.
REFERENCE = "guildhall"


def read(topic: str, body: Mapping[str, Any]) -> Told:
    """What follows from a delivery. The topic is not signed: the body decides wherever it can."""
    if "status" in body and "total" in body and "currency" in body:
        order = _order(body)
        return Told(orders=[order], refunds=_refunds(body, order))
    if topic == "order.deleted" and "id" in body:
        number = required(body.get("id"), "id")
        return Told(notes=[NoteFacts(NoteKind.DELETED, external_id=number, order_ref=number)])
    return Told(nothing="unknown")


def _order(body: Mapping[str, Any]) -> OrderFacts:
    in_currency = currency(body.get("currency"))
    said = STATUSES.get(word(body.get("status")), OrderStatus.PENDING)
    ordered_at = _moment_of(body, "created")
    return OrderFacts(
        external_id=required(body.get("id"), "id"),
        name=word(body.get("number"), LONGEST_NAME),
        email=word(mapping(body.get("billing")).get("email"), 320),
        said=said,
        currency=in_currency,
        total_minor=amount(body.get("total"), in_currency, "total"),
        tax_minor=amount(body.get("total_tax"), in_currency, "total_tax"),
        discount_minor=amount(body.get("discount_total"), in_currency, "discount_total"),
        ordered_at=ordered_at,
        paid_at=_paid_at(body, said, ordered_at),
        updated_at=_moment_of(body, "modified"),
        codes=codes([one.get("code") for one in listed(body.get("coupon_lines"))]),
        reference=_reference(body),
        lines=tuple(_line(one, in_currency) for one in listed(body.get("line_items"))),
    )


def _paid_at(body: Mapping[str, Any], said: OrderStatus, ordered_at: datetime) -> datetime | None:
    """A shop may leave out when it was, as for bank transfers that its staff confirmed."""
    if said is not OrderStatus.PENDING and body.get("date_paid"):
        return _moment_of(body, "paid")
    return ordered_at if said in {OrderStatus.PAID, OrderStatus.REFUNDED} else None


def _moment_of(body: Mapping[str, Any], what: str) -> datetime:
    """A moment in UTC; where only the shop's own time is given, by how far it is from UTC."""
    exact = body.get(f"date_{what}_gmt")
    if exact:
        return moment(exact, f"date_{what}_gmt")
    return moment(body.get(f"date_{what}"), f"date_{what}") - _ahead(body)


def _ahead(body: Mapping[str, Any]) -> timedelta:
    """How far the clock of the shop is ahead of UTC, from the moment that it gives twice."""
    local, exact = body.get("date_created"), body.get("date_created_gmt")
    if not (local and exact):
        return timedelta()
    return moment(local, "date_created") - moment(exact, "date_created_gmt")


def _line(one: Mapping[str, Any], in_currency: str) -> LineFacts:
    return LineFacts(
        title=word(one.get("name"), LONGEST_TITLE),
        sku=word(one.get("sku"), LONGEST_NAME),
        product=word(one.get("product_id"), LONGEST_NAME),
        variant=word(one.get("variation_id") or "", LONGEST_NAME),
        quantity=quantity(one.get("quantity", 1)),
        price_minor=_price(one, in_currency),
    )


def _price(one: Mapping[str, Any], in_currency: str) -> int:
    """What the line comes to: prices of one piece are not always whole in the smallest unit."""
    return amount(one.get("subtotal") or one.get("total"), in_currency, "subtotal")


def _refunds(body: Mapping[str, Any], order: OrderFacts) -> Sequence[RefundFacts]:
    return [
        RefundFacts(
            external_id=required(one.get("id"), "id"),
            order_ref=order.external_id,
            amount_minor=abs(amount(one.get("total"), order.currency, "total")),
            at=order.updated_at,
        )
        for one in listed(body.get("refunds"))
    ]


def _reference(body: Mapping[str, Any]) -> str:
    found = {word(one.get("key")): one.get("value") for one in listed(body.get("meta_data"))}
    return word(found.get(REFERENCE), LONGEST_REFERENCE)
