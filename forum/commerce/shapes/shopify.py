"""What Shopify says."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from forum.commerce.models import NoteKind, OrderStatus
from forum.commerce.shapes.facts import (
    LONGEST_NAME,
    LONGEST_REFERENCE,
    LONGEST_TITLE,
    MOST_LINES,
    LineFacts,
    NoteFacts,
    OrderFacts,
    RefundFacts,
    Told,
    Unreadable,
    amount,
    codes,
    currency,
    listed,
    moment,
    quantity,
    required,
    word,
)

STATUSES: Mapping[str, OrderStatus] = {
    "paid": OrderStatus.PAID,
    "partially_refunded": OrderStatus.PARTIALLY_REFUNDED,
    "refunded": OrderStatus.REFUNDED,
    "voided": OrderStatus.CANCELLED,
}
PAID = frozenset({"paid", "partially_refunded", "refunded"})
# What a custom app is told about people and itself: what we do about it is for staff to see.
KNOWN = frozenset({"customers/data_request", "shop/redact", "app/uninstalled"})
# In an attribute of this name a link of ours says whom it was given to.
REFERENCE = "guildhall"


def read(topic: str, body: Mapping[str, Any]) -> Told:
    """What follows from a delivery. The topic is not signed: the body decides wherever it can."""
    if topic == "customers/redact":
        return Told(notes=_redactions(body))
    if topic in KNOWN:
        return Told(nothing=topic.replace("/", "_"))
    if "order_id" in body and "transactions" in body:
        return Told(refunds=_refund(body))
    if "financial_status" in body and "line_items" in body:
        return Told(orders=[_order(body)], refunds=_refunds_in(body))
    return Told(nothing="unknown")


def _order(body: Mapping[str, Any]) -> OrderFacts:
    in_currency = currency(body.get("currency"))
    financial = word(body.get("financial_status"))
    cancelled = body.get("cancelled_at")
    said = STATUSES.get(financial, OrderStatus.PENDING)
    ordered_at = moment(body.get("created_at"), "created_at")
    paid_at = moment(body.get("processed_at") or body.get("created_at"), "processed_at")
    return OrderFacts(
        external_id=required(body.get("id"), "id"),
        name=word(body.get("name"), LONGEST_NAME),
        email=word(body.get("email"), 320),
        said=OrderStatus.CANCELLED if cancelled else said,
        currency=in_currency,
        total_minor=amount(body.get("total_price"), in_currency, "total_price"),
        tax_minor=amount(body.get("total_tax"), in_currency, "total_tax"),
        discount_minor=amount(body.get("total_discounts"), in_currency, "total_discounts"),
        is_test=body.get("test") is True,
        ordered_at=ordered_at,
        paid_at=paid_at if financial in PAID else None,
        updated_at=_updated_at(body, cancelled),
        codes=codes([one.get("code") for one in listed(body.get("discount_codes"))]),
        reference=_reference(body),
        lines=tuple(_line(one, in_currency) for one in listed(body.get("line_items"))),
    )


def _updated_at(body: Mapping[str, Any], cancelled: Any) -> datetime:
    """The newest moment that the order names: being cancelled is newer than what went before."""
    updated = moment(body.get("updated_at") or body.get("created_at"), "updated_at")
    return max(updated, moment(cancelled, "cancelled_at")) if cancelled else updated


def _line(one: Mapping[str, Any], in_currency: str) -> LineFacts:
    return LineFacts(
        title=word(one.get("title"), LONGEST_TITLE),
        sku=word(one.get("sku"), LONGEST_NAME),
        product=word(one.get("product_id"), LONGEST_NAME),
        variant=word(one.get("variant_id"), LONGEST_NAME),
        quantity=quantity(one.get("quantity", 1)),
        price_minor=amount(one.get("price"), in_currency, "price"),
    )


def _reference(body: Mapping[str, Any]) -> str:
    found = {word(one.get("name")): one.get("value") for one in listed(body.get("note_attributes"))}
    return word(found.get(REFERENCE), LONGEST_REFERENCE)


def _refund(body: Mapping[str, Any]) -> Sequence[RefundFacts]:
    """Money that went back; a refund without any is about goods alone, and none here."""
    given = [
        one
        for one in listed(body.get("transactions"))
        if one.get("kind") == "refund" and one.get("status") == "success"
    ]
    in_currency = _currency_of(body, given)
    total = sum(amount(one.get("amount"), in_currency, "amount") for one in given)
    if total <= 0:
        return []
    return [
        RefundFacts(
            external_id=required(body.get("id"), "id"),
            order_ref=required(body.get("order_id"), "order_id"),
            amount_minor=total,
            at=moment(body.get("processed_at") or body.get("created_at"), "created_at"),
            currency=in_currency,
        )
    ]


def _currency_of(body: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> str:
    """The one currency of the payments of a refund; where none is said, that of the order in which
    it stands, if it does. Raises Unreadable for two."""
    said = {currency(one["currency"]) for one in given if one.get("currency")}
    if len(said) > 1:
        raise Unreadable("currency")
    return said.pop() if said else word(body.get("currency")).upper()


def _refunds_in(body: Mapping[str, Any]) -> Sequence[RefundFacts]:
    """An order carries its refunds along: those that came on their own are known already."""
    found: list[RefundFacts] = []
    for one in listed(body.get("refunds")):
        found += _refund(dict(one) | {"order_id": body.get("id"), "currency": body.get("currency")})
    return found


def _redactions(body: Mapping[str, Any]) -> Sequence[NoteFacts]:
    """The buyer asked the shop to be forgotten; these are the orders it means."""
    numbers = body.get("orders_to_redact")
    ids = [word(one) for one in numbers[:MOST_LINES]] if isinstance(numbers, list) else []
    return [NoteFacts(NoteKind.REDACTED, external_id=one, order_ref=one) for one in ids if one]
