"""5,000 deliveries of a shop, some twice, some wrongly signed, in no order: `bin/bench --only
orders`."""

import json
import time
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from forum.commerce import actions, simulating
from forum.commerce.actions import StorePlan
from forum.commerce.models import Delivery, DeliveryState, Order, Platform, Refund, Refusal, Store
from forum.jobs.worker import work_off
from forum.kernel import clock
from forum.kernel.db import db
from forum.web.limits import register as reset_limits
from tests.bench.table import Table
from tests.bench.town import SMALL, build
from tests.support import make

DELIVERIES = 5_000
# Of 1,900 orders about 4,180 deliveries, and a fifth of them once more.
ORDERS, TWICE, WRONG = 1_900, 0.2, 0.05
SECRET = "a secret for measuring"
SLOWEST_MS = 1_000.0


def measure(folder: Path, table: Table) -> None:
    """Send them through the door, let the worker take them in, and count everything again."""
    app = build(folder / "orders", SMALL)
    with app.app_context():
        plan = StorePlan("Measured", Platform.SHOPIFY)
        store = actions.create_store(make.admin(), "measured", plan)
        actions.set_secret(make.admin(), store, SECRET)
        wish = simulating.Wish(ORDERS, TWICE, is_mixed=True, wrong=WRONG)
        sent = list(simulating.deliveries(store.platform, SECRET, wish, clock.now()))
        took = _send(app, sent)
        begun = time.perf_counter()
        work_off(app)
        working = time.perf_counter() - begun
        wrong = sum(not one.is_right for one in sent)
        _judge(store, sent)
    took.sort()
    p99 = took[int(len(took) * 0.99)] * 1000
    said = f"{len(sent)} deliveries, {wrong} wrongly signed"
    table.say("orders, the door", f"{said}: p99 {p99:.0f} ms, slowest {took[-1] * 1000:.0f} ms")
    table.say("orders, taken in", f"{working:.0f} s, {len(sent) / working:.0f} a second")
    _expect(len(sent) >= DELIVERIES, f"there are {DELIVERIES} deliveries")
    _expect(p99 < SLOWEST_MS, "99 of 100 are answered within a second")


def _send(app: Flask, sent: list[simulating.Sending]) -> list[float]:
    """How long each answer took."""
    client, took = app.test_client(), []
    for at, one in enumerate(sent):
        if at % 50 == 0:
            # Wrong ones come from many addresses in life, and from one here.
            reset_limits(app)
        begun = time.perf_counter()
        answer = client.post("/hooks/measured/shopify", data=one.body, headers=dict(one.headers))
        took.append(time.perf_counter() - begun)
        wanted = 200 if one.is_right else 401
        _expect(answer.status_code == wanted, f"{one.kind} is answered with {wanted}")
    return took


def _judge(store: Store, sent: list[simulating.Sending]) -> None:
    """Compare with what the rightly signed bytes come to, counted by hand."""
    db.session.expire_all()
    there = {
        one.external_id: (one.status, one.total_minor, one.refunded_minor)
        for one in db.session.scalars(select(Order).where(Order.store_id == store.id))
    }
    wanted, alone = _by_hand([one for one in sent if one.is_right])
    refused = db.session.scalar(select(func.sum(Refusal.count))) or 0
    lost = select(func.count()).select_from(Refund).where(Refund.order_id.is_(None))
    unread = select(func.count()).select_from(Delivery)
    unread = unread.where(Delivery.state.in_([DeliveryState.FAILED, DeliveryState.WAITING]))
    _expect(refused == sum(not one.is_right for one in sent), "every wrong one is counted")
    _expect(db.session.scalar(unread) == 0, "nothing is left lying")
    _expect(there == wanted, "the totals are right")
    _expect(db.session.scalar(lost) == alone, "refunds wait only where no order came")


def _by_hand(right: list[simulating.Sending]) -> tuple[dict[str, tuple[str, int, int]], int]:
    """What each order comes to, and how many refunds are without one."""
    totals: dict[str, int] = {}
    paid, refunded = set(), set()
    for one in right:
        body = json.loads(one.body)
        if one.kind == "refund":
            refunded.add(str(body["order_id"]))
            continue
        name = str(body["id"])
        totals[name] = round(float(body["total_price"]) * 100)
        paid |= {name} if one.kind == "paid" else set()
    found = {}
    for name, total in totals.items():
        status = "pending"
        if name in paid:
            status = "refunded" if name in refunded else "paid"
        found[name] = (status, total, total if name in refunded else 0)
    return found, len(refunded - totals.keys())


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise RuntimeError(f"not so: {what}")
