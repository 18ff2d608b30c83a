"""Invented deliveries, signed as shops sign them: for rehearsals. They never leave the process."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from forum.commerce import signing
from forum.commerce.models import Platform

CENTS = 100
SOMEBODY = "buyer{}@example.org"


@dataclass(frozen=True)
class Wish:
    """How many orders, and what goes wrong on their way: shares of all deliveries."""

    orders: int = 10
    duplicates: float = 0.0
    is_mixed: bool = False
    wrong: float = 0.0
    refunds: float = 0.2
    seed: int = 1


@dataclass(frozen=True)
class Sending:
    """One delivery: what it is, its head and its bytes."""

    kind: str
    headers: Mapping[str, str]
    body: bytes
    is_right: bool


def deliveries(platform: Platform, secret: str, wish: Wish, now: datetime) -> Iterator[Sending]:
    """The deliveries of invented orders, the same ones for the same seed."""
    made = list(_made(platform, wish, now))
    again = [one for at, one in enumerate(made) if _lot(wish.seed, "again", at) < wish.duplicates]
    sent = list(enumerate(made + again))
    if wish.is_mixed:
        sent.sort(key=lambda one: _lot(wish.seed, "order", one[0]))
    for at, (kind, topic, number, body) in sent:
        raw = json.dumps(body).encode()
        # What comes a second time is right, so that nothing is lost by a wrong one.
        is_right = at >= len(made) or _lot(wish.seed, "wrong", at) >= wish.wrong
        signed = signing.signed(platform, raw, secret if is_right else f"{secret}?", now)
        head = {"Content-Type": "application/json", **_head(platform, topic, number), **signed}
        yield Sending(kind, head, raw, is_right)


def _lot(seed: int, what: str, number: int) -> float:
    """A number from 0 to 1, the same one every time."""
    drawn = hashlib.sha256(f"{seed}:{what}:{number}".encode()).digest()
    return int.from_bytes(drawn[:6]) / 2**48


def _made(
    platform: Platform, wish: Wish, now: datetime
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Kind, topic, delivery number and body of each."""
    for number in range(1, wish.orders + 1):
        at = now - timedelta(minutes=wish.orders - number + 5)
        cents = 10 * CENTS + int(_lot(wish.seed, "sum", number) * 190 * CENTS)
        has_refund = _lot(wish.seed, "refund", number) < wish.refunds
        for step, one in enumerate(MAKERS[platform](wish.seed, number, cents, at, has_refund)):
            kind, topic, body = one
            yield kind, topic, f"sim-{wish.seed}-{number}-{step}", body


def _shopify(
    seed: int, number: int, cents: int, at: datetime, has_refund: bool
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    order = {
        "id": seed * 1_000_000 + number,
        "name": f"#S{seed}-{number}",
        "email": SOMEBODY.format(number),
        "created_at": at.isoformat(),
        "processed_at": at.isoformat(),
        "updated_at": at.isoformat(),
        "currency": "EUR",
        "total_price": f"{cents // CENTS}.{cents % CENTS:02}",
        "discount_codes": [],
        "line_items": [{"title": "Simulated", "sku": "SIM", "quantity": 1, "price": "10.00"}],
        "refunds": [],
        "financial_status": "pending",
    }
    yield "order", "orders/create", order
    later = (at + timedelta(seconds=30)).isoformat()
    yield "paid", "orders/paid", order | {"financial_status": "paid", "updated_at": later}
    if has_refund:
        payment = {"kind": "refund", "status": "success", "amount": order["total_price"]}
        refund = {"id": seed * 1_000_000 + number, "order_id": order["id"], "created_at": later}
        yield "refund", "refunds/create", refund | {"transactions": [payment]}


def _woocommerce(
    seed: int, number: int, cents: int, at: datetime, has_refund: bool
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    day = at.replace(tzinfo=None, microsecond=0)
    order = {
        "id": seed * 1_000_000 + number,
        "number": f"S{seed}-{number}",
        "status": "pending",
        "currency": "EUR",
        "total": f"{cents // CENTS}.{cents % CENTS:02}",
        "date_created_gmt": day.isoformat(),
        "date_modified_gmt": day.isoformat(),
        "billing": {"email": SOMEBODY.format(number)},
        "coupon_lines": [],
        "line_items": [{"name": "Simulated", "sku": "SIM", "quantity": 1, "subtotal": "10.00"}],
        "refunds": [],
    }
    yield "order", "order.created", order
    paid = {"status": "processing", "date_paid": day.isoformat(), "date_paid_gmt": day.isoformat()}
    later = {"date_modified_gmt": (day + timedelta(seconds=30)).isoformat()}
    yield "paid", "order.updated", order | paid | later
    if has_refund:
        back = {"refunds": [{"id": number, "total": f"-{order['total']}"}], "status": "refunded"}
        last = {"date_modified_gmt": (day + timedelta(seconds=60)).isoformat()}
        yield "refund", "order.updated", order | paid | back | last


def _stripe(
    seed: int, number: int, cents: int, at: datetime, has_refund: bool
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    name = f"{seed}_{number}"
    session = {
        "id": f"cs_sim_{name}",
        "amount_total": cents,
        "currency": "eur",
        "payment_status": "unpaid",
        "payment_intent": f"pi_sim_{name}",
        "customer_details": {"email": SOMEBODY.format(number)},
        "livemode": False,
    }
    kind = "checkout.session.completed"
    yield "order", "", _event(f"{name}_0", kind, at, session)
    done = "checkout.session.async_payment_succeeded"
    later = at + timedelta(seconds=30)
    yield "paid", "", _event(f"{name}_1", done, later, session | {"payment_status": "paid"})
    if has_refund:
        charge = {"id": f"ch_sim_{name}", "payment_intent": f"pi_sim_{name}"}
        yield (
            "refund",
            "",
            _event(f"{name}_2", "charge.refunded", later, charge | {"amount_refunded": cents}),
        )


def _event(name: str, kind: str, at: datetime, thing: Mapping[str, Any]) -> dict[str, Any]:
    event = {"id": f"evt_sim_{name}", "type": kind, "created": int(at.timestamp())}
    return event | {"livemode": False, "data": {"object": dict(thing)}}


MAKERS = {
    Platform.SHOPIFY: _shopify,
    Platform.WOOCOMMERCE: _woocommerce,
    Platform.STRIPE: _stripe,
}


def _head(platform: Platform, topic: str, number: str) -> Mapping[str, str]:
    if platform == Platform.SHOPIFY:
        return {"X-Shopify-Topic": topic, "X-Shopify-Webhook-Id": number}
    if platform == Platform.WOOCOMMERCE:
        return {"X-WC-Webhook-Topic": topic, "X-WC-Webhook-Delivery-ID": number}
    return {}
