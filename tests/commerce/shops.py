"""Invented shops with their secrets, and what they send: right, wrong, twice and out of order."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select

from forum.commerce import actions, signing
from forum.commerce.actions import StorePlan
from forum.commerce.models import Order, OrderLine, OrderNote, Platform, Refund, Store
from forum.kernel.db import db
from tests.house.source import ROOT
from tests.support import make

VECTORS = Path(ROOT, "tests/data/webhooks")
# A file with one order.
ORDERS = b"Name,Financial Status,Currency,Total,Created at\n#1,paid,EUR,4.00,2026-05-04\n"
TAKEN = ("accept", "accept-noop", "accept-flag", "accept-order-free", "accept-if-rotating")
# One body was left out for its size, and stands for every body of more than a megabyte.
BIG = b'{"id": 1, "pad": "' + b"x" * 1_100_000 + b'"}'


class Case(NamedTuple):
    name: str
    platform: Platform
    headers: Mapping[str, str]
    body: bytes
    expect: str


@cache
def vectors() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((VECTORS / "vectors.json").read_text())
    return found


NOW = datetime.fromtimestamp(1795287000, UTC)


@cache
def cases() -> Sequence[Case]:
    return [
        Case(one["name"], Platform(one["provider"]), one["headers"], _body(one), one["expect"])
        for one in vectors()["cases"]
    ]


def _body(one: Mapping[str, Any]) -> bytes:
    file = VECTORS / one["body_file"]
    return file.read_bytes() if file.exists() else BIG


def open_shops() -> Mapping[Platform, Store]:
    """A store of each kind; Shopify and Stripe have changed their secrets a moment ago."""
    boss, secrets = make.admin(), vectors()["secrets"]
    found = {}
    for platform in (Platform.SHOPIFY, Platform.WOOCOMMERCE, Platform.STRIPE):
        domain = "ember-demo.myshopify.com" if platform == Platform.SHOPIFY else ""
        plan = StorePlan(f"Ember at {platform}", platform, shop_domain=domain)
        store = actions.create_store(boss, f"ember-{platform}", plan)
        for name in (f"{platform}_old", platform.value):
            if name in secrets:
                actions.set_secret(boss, store, secrets[name])
        found[platform] = store
    return found


def send(browser: Any, case: Case, store: Store) -> int:
    answer = browser.post(
        f"/hooks/{store.key}/{case.platform}", data=case.body, headers=dict(case.headers)
    )
    status: int = answer.status_code
    return status


def deliver(
    browser: Any, store: Store, body: Mapping[str, Any], *, now: datetime, **more: str
) -> int:
    """Send an invented body as this store would."""
    raw = json.dumps(body).encode()
    secret = vectors()["secrets"][store.platform]
    headers = {"Content-Type": "application/json"} | dict(
        signing.signed(Platform(store.platform), raw, secret, now)
    )
    headers |= {"X-Shopify-Shop-Domain": store.shop_domain} if store.shop_domain else {}
    answer = browser.post(f"/hooks/{store.key}/{store.platform}", data=raw, headers=headers | more)
    status: int = answer.status_code
    return status


def state() -> Mapping[str, Any]:
    """Everything that is known of orders, without the numbers that rows happen to have."""
    orders = {one.id: one for one in db.session.scalars(select(Order))}
    names = {one.id: (one.store_id, one.external_id) for one in orders.values()}
    return {
        "orders": sorted((names[one.id], _facts(one)) for one in orders.values()),
        "lines": sorted(
            (names[one.order_id], one.position, one.title, one.quantity, one.price_minor)
            for one in db.session.scalars(select(OrderLine))
        ),
        "refunds": sorted(
            (
                one.store_id,
                one.external_id,
                str(names.get(one.order_id or 0)),
                one.amount_minor,
                one.at,
            )
            for one in db.session.scalars(select(Refund))
        ),
        "notes": sorted(
            (one.store_id, one.kind, one.external_id, str(names.get(one.order_id or 0)))
            for one in db.session.scalars(select(OrderNote))
        ),
    }


def _facts(one: Order) -> tuple[Any, ...]:
    return (
        one.name,
        one.status,
        one.said,
        one.currency,
        one.total_minor,
        one.refunded_minor,
        one.is_test,
        str(one.ordered_at),
        str(one.paid_at),
        str(one.undone_at),
        str(one.source_updated_at),
        one.print,
        tuple(one.codes),
        str(one.email_key),
        str(one.user_id),
        one.payment_ref,
        one.reference,
    )
