"""What Stripe says."""

from collections.abc import Mapping
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
    codes,
    currency,
    listed,
    mapping,
    minor,
    moment,
    quantity,
    required,
    word,
)

SESSIONS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)
PAID = frozenset({"paid", "no_payment_required"})
# In the metadata of this name a payment link says what it sells; so long Stripe lets it be.
PRODUCT = "product"
LONGEST_METADATA = 500


def read(_topic: str, body: Mapping[str, Any]) -> Told:
    """What follows from an event."""
    kind, thing = word(body.get("type")), mapping(mapping(body.get("data")).get("object"))
    if kind in SESSIONS:
        if "livemode" in thing and thing["livemode"] != body.get("livemode"):
            return Told(nothing="other_mode")
        return Told(orders=[_order(kind, body, thing)])
    if kind == "charge.refunded":
        return Told(refunds=[_refund(body, thing)])
    if kind == "charge.dispute.created":
        return Told(notes=[_dispute(body, thing)])
    return Told(nothing="unknown")


def is_live(body: Mapping[str, Any]) -> bool:
    """Whether it is about money, and not a try."""
    return body.get("livemode") is True


def _order(kind: str, body: Mapping[str, Any], thing: Mapping[str, Any]) -> OrderFacts:
    at = moment(body.get("created"), "created")
    is_paid = word(thing.get("payment_status")) in PAID
    details, data = mapping(thing.get("total_details")), mapping(thing.get("metadata"))
    said = OrderStatus.PAID if is_paid else OrderStatus.PENDING
    if not is_paid and kind.endswith(("failed", "expired")):
        said = OrderStatus.CANCELLED
    return OrderFacts(
        external_id=required(thing.get("id"), "id"),
        name="",
        email=word(mapping(thing.get("customer_details")).get("email"), 320),
        said=said,
        currency=currency(thing.get("currency")),
        total_minor=minor(thing.get("amount_total"), "amount_total"),
        tax_minor=minor(details.get("amount_tax"), "amount_tax"),
        discount_minor=minor(details.get("amount_discount"), "amount_discount"),
        is_test=not is_live(body),
        ordered_at=at,
        paid_at=at if is_paid else None,
        updated_at=at,
        codes=codes(_codes(thing, data)),
        payment_ref=word(thing.get("payment_intent")),
        reference=word(thing.get("client_reference_id"), LONGEST_REFERENCE),
        lines=_lines(thing, data),
    )


def _lines(thing: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[LineFacts, ...]:
    """What was ordered: the lines, which Stripe leaves out of what it sends unless whoever passes
    it on asked for them; else what the metadata of the payment link name."""
    found = listed(mapping(thing.get("line_items")).get("data"))
    if found:
        return tuple(_line(one) for one in found)
    named = word(data.get(PRODUCT), LONGEST_METADATA).split(",")
    skus = dict.fromkeys(word(one, LONGEST_NAME) for one in named)
    return tuple(LineFacts(title=sku, sku=sku, product=sku, variant=sku) for sku in skus if sku)


def _line(one: Mapping[str, Any]) -> LineFacts:
    price = mapping(one.get("price"))
    goods = mapping(price.get("product"))
    return LineFacts(
        title=word(one.get("description") or goods.get("name"), LONGEST_TITLE),
        sku=word(mapping(price.get("metadata")).get("sku"), LONGEST_NAME),
        product=word(goods.get("id") or price.get("product"), LONGEST_NAME),
        variant=word(price.get("id"), LONGEST_NAME),
        quantity=quantity(one.get("quantity") or 1),
        price_minor=minor(price.get("unit_amount"), "unit_amount"),
    )


def _codes(thing: Mapping[str, Any], data: Mapping[str, Any]) -> list[Any]:
    """Stripe names no code that was used. Links of ours give it along as a reference, and it was
    used when something was taken off the price."""
    less = mapping(thing.get("total_details")).get("amount_discount")
    return [data.get("code"), thing.get("client_reference_id") if less else None]


def _refund(body: Mapping[str, Any], thing: Mapping[str, Any]) -> RefundFacts:
    """All that has gone back of a charge so far: a later event says a larger sum of the same."""
    return RefundFacts(
        external_id=required(thing.get("id"), "id"),
        order_ref=required(thing.get("payment_intent"), "payment_intent"),
        amount_minor=minor(thing.get("amount_refunded"), "amount_refunded"),
        at=moment(body.get("created"), "created"),
        currency=currency(thing["currency"]) if thing.get("currency") else "",
    )


def _dispute(body: Mapping[str, Any], thing: Mapping[str, Any]) -> NoteFacts:
    return NoteFacts(
        NoteKind.DISPUTED,
        external_id=required(thing.get("id"), "id"),
        order_ref=word(thing.get("payment_intent")) or required(thing.get("charge"), "charge"),
        at=moment(body.get("created"), "created"),
    )
