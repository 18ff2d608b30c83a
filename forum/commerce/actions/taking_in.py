"""Working on what shops sent: reading it, and holding what comes before its order."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from forum.commerce import keys, queries
from forum.commerce.actions.receiving import TAKE_IN_JOB
from forum.commerce.actions.turns import wait_for_store
from forum.commerce.actions.upserting import apply
from forum.commerce.models import NO_ORDER, Delivery, DeliveryState, Platform, Store
from forum.commerce.shapes import shopify, stripe, woocommerce
from forum.commerce.shapes.facts import Told, Unreadable
from forum.jobs import actions as jobs
from forum.kernel import clock, sealing
from forum.kernel.db import db
from forum.kernel.unit import action

READERS = {
    Platform.SHOPIFY: shopify.read,
    Platform.WOOCOMMERCE: woocommerce.read,
    Platform.STRIPE: stripe.read,
}
# So long a delivery waits for the order that it speaks of.
PATIENCE = timedelta(minutes=10)


@action
def take_in(delivery_id: int) -> None:
    """Do what a delivery says. Done twice it is harmless."""
    delivery = queries.delivery_by_id(delivery_id)
    wait_for_store(delivery.store_id)
    db.session.refresh(delivery)
    if delivery.state not in {DeliveryState.WAITING, DeliveryState.HELD}:
        return
    store = queries.store_by_id(delivery.store_id)
    try:
        told = _read(store, delivery)
    except Unreadable as error:
        _end(delivery, DeliveryState.FAILED, f"unreadable: {error}"[:40])
    except sealing.Unreadable:
        _end(delivery, DeliveryState.FAILED, "sealed")
    else:
        _do(store, delivery, told)


def _do(store: Store, delivery: Delivery, told: Told) -> None:
    if told.nothing:
        _end(delivery, DeliveryState.IGNORED, told.nothing)
        return
    applied = apply(store, told)
    if applied.is_whole:
        _end(delivery, DeliveryState.DONE, applied.outcome)
    elif clock.now() < delivery.received_at + PATIENCE:
        _end(delivery, DeliveryState.HELD, NO_ORDER)
        key, again_at = f"{delivery.id}:again", delivery.received_at + PATIENCE
        jobs.enqueue(TAKE_IN_JOB, {"delivery_id": delivery.id}, key=key, run_at=again_at)
    else:
        # What it said is kept, and joins the order should it ever come.
        _end(delivery, DeliveryState.FAILED, NO_ORDER)


def _read(store: Store, delivery: Delivery) -> Told:
    body = _body(delivery)
    if store.platform == Platform.STRIPE and store.is_test and stripe.is_live(body):
        return Told(nothing="other_mode")
    reader = READERS.get(store.platform)
    if reader is None:
        raise Unreadable("platform")
    return reader(delivery.topic, body)


def _body(delivery: Delivery) -> Mapping[str, Any]:
    if delivery.body_sealed is None:
        raise Unreadable("gone")
    found = json.loads(sealing.unsealed(delivery.body_sealed, keys.bodies_key()))
    if not isinstance(found, dict):
        raise Unreadable("body")
    return found


def _end(delivery: Delivery, state: DeliveryState, outcome: str) -> None:
    delivery.state, delivery.outcome, delivery.worked_at = state, outcome, clock.now()
