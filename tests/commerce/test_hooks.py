"""What shops send: only what is rightly signed is taken in, and each thing counts once."""

import json
import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.commerce import actions, keys, queries
from forum.commerce.actions import StorePlan
from forum.commerce.actions.taking_in import READERS
from forum.commerce.actions.upserting import apply
from forum.commerce.models import (
    Delivery,
    DeliveryState,
    NoteKind,
    Order,
    OrderNote,
    OrderStatus,
    Platform,
    Refund,
    Refusal,
)
from forum.commerce.shapes.facts import Unreadable
from forum.jobs.models import Job
from forum.jobs.worker import work_off
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.web.limits import register as reset_limits
from tests.commerce import shops
from tests.support import make

WANTED = {
    "accept": {200},
    "accept-noop": {200},
    "accept-flag": {200},
    "accept-order-free": {200},
    "accept-if-rotating": {200},
    "record": {200},
    "either": {200, 401},
    "accept-or-413": {413},
    "reject-401": {401},
    "reject-401-or-403": {401},
    "reject-400": {400, 401},
    "reject-400-by-policy": {401},
}


@pytest.fixture
def stores(app):
    return shops.open_shops()


def rows(model):
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("name", [case.name for case in shops.cases()])
def test_each_delivery_is_answered_as_its_platform_says_and_wrong_ones_leave_nothing(
    app, guest, stores, name
):
    (case,) = [one for one in shops.cases() if one.name == name]

    with clock.at(shops.NOW):
        status = shops.send(guest, case, stores[case.platform])

    assert status in WANTED[case.expect]
    is_kept = status == 200 and name != "woo_ping"
    assert (rows(Delivery), rows(Job)) == (is_kept, is_kept)
    assert rows(Refusal) == (status != 200)


def play(app, guest, stores, cases=None):
    with clock.at(shops.NOW):
        for case in cases or shops.cases():
            reset_limits(app)
            shops.send(guest, case, stores[case.platform])
            work_off(app)
    db.session.expire_all()


def by_name(name):
    return db.session.scalars(select(Order).where(Order.name == name)).one()


def test_all_deliveries_in_their_order_come_to_what_the_shops_mean(app, guest, stores):
    ada = make.member(email="ada.meier@example.test")

    play(app, guest, stores)

    states = set(db.session.scalars(select(Delivery.state)))
    assert DeliveryState.WAITING not in states and DeliveryState.FAILED not in states
    cancelled, cased, nobody = by_name("#1001"), by_name("#1002"), by_name("#1003")
    assert (cancelled.status, cancelled.net_minor) == (OrderStatus.CANCELLED, 0)
    # Forgotten, because the buyer asked the shop for it.
    assert (cancelled.email_key, cancelled.user_id) == (None, None)
    assert (cased.user_id, nobody.user_id, nobody.email_key) == (ada.id, None, None)
    woo = by_name("727")
    assert (woo.status, woo.net_minor, woo.codes) == (OrderStatus.REFUNDED, 0, ["EMBER-7K4Q-9XWD"])
    assert by_name("728").status == OrderStatus.PENDING
    stripe = queries.order_at(stores[Platform.STRIPE].id, "cs_test_a1")
    assert (stripe.status, stripe.is_test, stripe.total_minor) == (OrderStatus.REFUNDED, True, 4900)
    assert queries.order_at(stores[Platform.STRIPE].id, "cs_test_a2").status == OrderStatus.PAID
    assert (
        queries.order_at(stores[Platform.STRIPE].id, "cs_test_a3").status == OrderStatus.CANCELLED
    )
    disputes = select(OrderNote).where(OrderNote.kind == NoteKind.DISPUTED)
    assert len(db.session.scalars(disputes).all()) == 1


def test_hostile_words_are_kept_as_words(app, guest, stores):
    play(app, guest, stores)

    hostile = by_name("#1004")
    assert hostile.codes == ["EMB'); DROP TABLE CODES;--"]
    assert hostile.email_key is not None and "<" not in hostile.email_key


@pytest.mark.parametrize("seed", range(4))
def test_fifty_orders_of_arrival_with_repetitions_end_in_one_state(app, stores, seed):
    """As in their order, whatever comes first, and however often."""
    make.member(email="ada.meier@example.test")
    told = [
        (stores[case.platform].id, READERS[case.platform](topic_of(case), json.loads(case.body)))
        for case in shops.cases()
        if case.expect in shops.TAKEN and case.name not in {"woo_ping", "shopify_big"}
    ]
    chance = random.Random(seed)
    wanted = outcome_of(told)

    assert len(told) > 30 and len(wanted["orders"]) > 8
    for turn in range(50):
        mixed = told + chance.choices(told, k=10)
        chance.shuffle(mixed)
        assert outcome_of(mixed) == wanted, turn


def topic_of(case):
    return case.headers.get("X-Shopify-Topic", case.headers.get("X-WC-Webhook-Topic", ""))


def outcome_of(told):
    """What these come to, one after the other; taken back afterwards."""
    with pytest.raises(Enough) as ended, clock.at(shops.NOW):
        apply_and_give_up(told)
    return ended.value.state


class Enough(Exception):
    def __init__(self, state):
        super().__init__()
        self.state = state


@action
def apply_and_give_up(told):
    for store_id, one in told:
        if not one.nothing:
            apply(queries.store_by_id(store_id), one)
    db.session.flush()
    raise Enough(shops.state())


def test_the_secret_before_the_last_one_counts_for_a_day(app, guest, stores):
    (case,) = [one for one in shops.cases() if one.name == "shopify_old_secret"]
    store = stores[Platform.SHOPIFY]

    assert shops.send(guest, case, store) == 200
    store.old_secret_until = clock.now() - timedelta(seconds=1)
    make.save(store)
    assert shops.send(guest, case, store) == 401


def test_a_store_without_a_secret_or_closed_or_of_another_kind_takes_nothing(app, guest, stores):
    boss = make.admin()
    bare = actions.create_store(boss, "bare", StorePlan("Bare", Platform.SHOPIFY))
    (case,) = [one for one in shops.cases() if one.name == "shopify_paid_ok"]

    assert shops.send(guest, case, bare) == 401
    actions.close_store(boss, stores[Platform.SHOPIFY])
    assert shops.send(guest, case, stores[Platform.SHOPIFY]) == 404
    assert guest.post("/hooks/ember-stripe/shopify", data=b"{}").status_code == 404
    assert guest.post("/hooks/nobody/shopify", data=b"{}").status_code == 404
    assert rows(Delivery) == 0


def test_who_guesses_secrets_is_slowed_down(app, guest, stores):
    store = stores[Platform.WOOCOMMERCE]
    (case,) = [one for one in shops.cases() if one.name == "woo_bad_sig"]

    answers = [shops.send(guest, case, store) for _ in range(61)]

    assert answers == [401] * 60 + [429]
    assert db.session.scalar(select(Refusal.count)) == 60


def test_what_is_rightly_signed_is_taken_in_whatever_came_from_there_before(app, guest, stores):
    store = stores[Platform.WOOCOMMERCE]
    chosen = {one.name: one for one in shops.cases()}

    answers = [shops.send(guest, chosen["woo_bad_sig"], store) for _ in range(61)]

    assert answers[-1] == 429
    assert shops.send(guest, chosen["woo_ok"], store) == 200


def test_two_orders_of_one_second_have_one_number_at_woocommerce_and_both_count(app, guest, stores):
    store, same = stores[Platform.WOOCOMMERCE], {"X-WC-Webhook-Delivery-ID": "4f2a" * 8}

    for number in (900, 901, 901):
        assert shops.deliver(guest, store, woo_order(number), now=clock.now(), **same) == 200
    work_off(app)

    assert rows(Delivery) == 2
    assert {one.name for one in db.session.scalars(select(Order))} == {"900", "901"}


def test_stripe_gives_back_the_code_of_our_link_when_something_was_taken_off(app, guest, stores):
    store = stores[Platform.STRIPE]

    for number, less in (("1", 500), ("2", 0)):
        session = {
            "id": f"cs_{number}",
            "amount_total": 4400,
            "total_details": {"amount_discount": less},
            "currency": "eur",
            "payment_status": "paid",
            "client_reference_id": "autumn-7k2m",
        }
        event = {"id": f"evt_{number}", "type": "checkout.session.completed", "livemode": True}
        event |= {"created": int(clock.now().timestamp()), "data": {"object": session}}
        assert shops.deliver(guest, store, event, now=clock.now()) == 200
    work_off(app)

    given = [queries.order_at(store.id, one).codes for one in ("cs_1", "cs_2")]
    assert given == [["AUTUMN-7K2M"], []]


def woo_order(number, **more):
    return {
        "id": number,
        "number": str(number),
        "status": "processing",
        "currency": "EUR",
        "total": "49.00",
        "date_created_gmt": "2026-11-20T10:00:00",
        "date_modified_gmt": "2026-11-20T10:00:00",
        "billing": {"email": "ada.meier@example.test"},
    } | more


def test_what_was_sent_lies_sealed_for_a_week(app, guest, stores):
    (case,) = [one for one in shops.cases() if one.name == "shopify_paid_ok"]
    shops.send(guest, case, stores[Platform.SHOPIFY])
    kept = db.session.scalar(select(Delivery.body_sealed))

    assert b"ada" not in kept and b"Berlin" not in kept
    actions.forget_bodies()
    assert db.session.scalar(select(Delivery.body_sealed)) is not None
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        actions.forget_bodies()
    assert db.session.scalar(select(Delivery.body_sealed)) is None


def test_no_table_holds_the_address_of_a_buyer(app, guest, stores):
    play(app, guest, stores)

    words = str([db.session.execute(select(table)).all() for table in TABLES])
    for secret in ("meier", "stranger@", "Sample Street", "10115"):
        assert secret not in words


TABLES = [
    db.metadata.tables[name]
    for name in ("orders", "order_lines", "refunds", "order_notes", "webhook_deliveries", "jobs")
]


def test_a_refund_waits_for_its_order_and_is_a_gap_when_it_never_comes(app, guest, stores):
    (case,) = [one for one in shops.cases() if one.name == "shopify_refund"]
    shops.send(guest, case, stores[Platform.SHOPIFY])
    work_off(app)
    assert state_of_delivery() == (DeliveryState.HELD, "no_order")
    again_at = db.session.scalar(select(Job.run_at).where(Job.done_at.is_(None)))
    assert again_at == db.session.scalar(select(Delivery.received_at)) + timedelta(minutes=10)
    with clock.at(again_at):
        actions.take_in(db.session.scalar(select(Delivery.id)))
    assert state_of_delivery() == (DeliveryState.FAILED, "no_order")
    assert db.session.scalar(select(Refund.order_id)) is None


def test_what_nobody_could_read_is_told_and_read_again_once_that_is_mended(
    app, guest, stores, sign_in, monkeypatch
):
    store, boss = stores[Platform.WOOCOMMERCE], sign_in(make.admin())
    shops.deliver(guest, store, woo_order(900), now=clock.now())
    monkeypatch.setitem(READERS, Platform.WOOCOMMERCE, unreadable)
    work_off(app)
    assert "1 delivery of the last seven days was not understood" in boss.get("/admin").text
    assert queries.traffic([store])[0].failed == 1
    with clock.at(clock.now() + timedelta(days=8)):
        assert (queries.lost().unread, queries.traffic([store])[0].failed) == (0, 0)
    monkeypatch.undo()

    said = app.test_cli_runner().invoke(args=["orders", "retry", "--store", store.key])
    work_off(app)

    assert said.output == "1 delivery waits to be read again.\n"
    assert by_name("900").status == OrderStatus.PAID
    assert (queries.lost().unread, queries.traffic([store])[0].failed) == (0, 0)


def unreadable(_topic, _body):
    raise Unreadable("total")


def test_what_is_missing_is_told_for_sixty_days_and_not_of_a_store_for_trying(app, guest, stores):
    (case,) = [one for one in shops.cases() if one.name == "shopify_refund"]
    shops.send(guest, case, stores[Platform.SHOPIFY])
    work_off(app)
    at = db.session.scalar(select(Refund.at))

    with clock.at(at + timedelta(days=59)):
        assert queries.lost().refunds == 1
    with clock.at(at + timedelta(days=61)):
        assert queries.lost().refunds == 0
    stores[Platform.SHOPIFY].is_test = True
    make.save(stores[Platform.SHOPIFY])
    with clock.at(at + timedelta(days=59)):
        assert queries.lost().refunds == 0


def test_a_refund_that_came_first_joins_its_order(app, guest, stores):
    chosen = {one.name: one for one in shops.cases()}
    for name in ("shopify_refund", "shopify_paid_ok"):
        shops.send(guest, chosen[name], stores[Platform.SHOPIFY])
        work_off(app)

    with clock.at(clock.now() + timedelta(minutes=10, seconds=5)):
        actions.take_in(db.session.scalar(select(func.min(Delivery.id))))

    db.session.expire_all()
    assert set(db.session.scalars(select(Delivery.state))) == {DeliveryState.DONE}
    assert (by_name("#1001").status, by_name("#1001").net_minor) == (OrderStatus.REFUNDED, 0)


def state_of_delivery():
    db.session.expire_all()
    return db.session.execute(select(Delivery.state, Delivery.outcome)).one()


def test_the_key_of_an_address_forgives_case_and_blanks_and_tells_nothing(app):
    assert keys.email_key(" Ada@Example.org ") == keys.email_key("ada@example.org")
    assert keys.email_key("ada@example.org") != keys.email_key("bob@example.org")
    assert "ada" not in keys.email_key("ada@example.org")
