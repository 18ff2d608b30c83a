"""What shops say that does not fit, what Stripe says of products, and what is forgotten in time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.commerce import actions, queries, tasks
from forum.commerce.actions import ProductPlan
from forum.commerce.models import Delivery, DeliveryState, Order, OrderStatus, Platform, Refund
from forum.jobs.worker import work_off
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.commerce import shops
from tests.support import make

ADA = "ada.meier@example.test"
ORDER = 5500000000001


@pytest.fixture
def stores(app):
    return shops.open_shops()


def paid(app, guest, stores, case="shopify_paid_ok"):
    (found,) = [one for one in shops.cases() if one.name == case]
    shops.send(guest, found, stores[found.platform])
    work_off(app)


def refund(number: int, *payments: dict[str, str]):
    given = [{"kind": "refund", "status": "success"} | one for one in payments]
    told = {"id": number, "order_id": ORDER, "created_at": "2026-11-21T09:00:00+01:00"}
    return told | {"transactions": given}


def tell(app, guest, store, body) -> None:
    assert shops.deliver(guest, store, body, now=clock.now()) == 200
    work_off(app)
    db.session.expire_all()


def the_order() -> Order:
    return db.session.scalars(select(Order)).one()


def outcome() -> tuple[str, str]:
    query = select(Delivery.state, Delivery.outcome).order_by(Delivery.id.desc()).limit(1)
    return tuple(db.session.execute(query).one())


def test_a_refund_in_another_currency_takes_nothing_off_and_is_told(app, guest, stores):
    paid(app, guest, stores)
    store = stores[Platform.SHOPIFY]

    tell(app, guest, store, refund(1, {"amount": "4900", "currency": "JPY"}))

    assert (the_order().status, the_order().refunded_minor) == (OrderStatus.PAID, 0)
    assert outcome() == (DeliveryState.DONE, "taken")
    assert db.session.scalar(select(Refund.order_id)) is None
    assert queries.lost().refunds == 1
    tell(app, guest, store, refund(2, {"amount": "9.00", "currency": "eur"}))
    assert (the_order().net_minor, queries.lost().refunds) == (4000, 1)


def test_a_refund_in_another_currency_that_comes_first_stays_apart(app, guest, stores):
    tell(app, guest, stores[Platform.SHOPIFY], refund(1, {"amount": "9", "currency": "USD"}))

    paid(app, guest, stores)

    assert the_order().net_minor == 4900


def test_a_refund_in_two_currencies_is_not_read(app, guest, stores):
    both = [{"amount": "1.00", "currency": one} for one in ("EUR", "USD")]

    tell(app, guest, stores[Platform.SHOPIFY], refund(1, *both))

    assert outcome() == (DeliveryState.FAILED, "unreadable: currency")


def session(number: str, **more):
    told = {
        "id": f"cs_{number}",
        "amount_total": 4900,
        "currency": "eur",
        "payment_status": "paid",
        "payment_intent": f"pi_{number}",
        "customer_details": {"email": ADA},
    }
    event = {"id": f"evt_{number}", "type": "checkout.session.completed", "livemode": True}
    return event | {"created": int(clock.now().timestamp()), "data": {"object": told | more}}


def lines():
    order = the_order()
    return queries.lines_of([order.id])[order.id]


def test_the_metadata_of_a_payment_link_name_the_products(app, guest, stores):
    ada, boss = make.member(email=ADA), make.admin()
    kettle = actions.create_product(boss, ProductPlan("Kettle", sku="EMB-KET-CU"))
    lid = actions.create_product(boss, ProductPlan("Lid", external_product_id="prod_lid"))

    told = session("1", metadata={"product": "EMB-KET-CU, prod_lid, EMB-KET-CU,"})
    tell(app, guest, stores[Platform.STRIPE], told)

    assert [queries.owners_of(one.id) for one in (kettle, lid)] == [{ada.id}, {ada.id}]
    assert [line.quantity for line in lines()] == [1, 1]


def test_lines_that_were_asked_for_say_more_than_the_metadata(app, guest, stores):
    ada, boss = make.member(email=ADA), make.admin()
    kettle = actions.create_product(boss, ProductPlan("Kettle", external_variant_id="price_1"))
    line = {"description": "Kettle", "quantity": 2}
    line |= {"price": {"id": "price_1", "product": "prod_1", "unit_amount": 2450}}

    told = session("1", metadata={"product": "LID"}, line_items={"data": [line]})
    tell(app, guest, stores[Platform.STRIPE], told)

    assert queries.owners_of(kettle.id) == {ada.id}
    assert [(one.title, one.quantity, one.price_minor) for one in lines()] == [("Kettle", 2, 2450)]


def test_a_session_that_names_nothing_makes_nobody_an_owner(app, guest, stores):
    make.member(email=ADA)

    tell(app, guest, stores[Platform.STRIPE], session("1", client_reference_id="EMB-KET-CU"))

    assert lines() == []


def test_a_refund_at_stripe_says_its_currency(app, guest, stores):
    store = stores[Platform.STRIPE]
    tell(app, guest, store, session("1"))
    charge = {"id": "ch_1", "payment_intent": "pi_1", "amount_refunded": 4900, "currency": "usd"}
    event = {"id": "evt_r", "type": "charge.refunded", "livemode": True}
    event |= {"created": int(clock.now().timestamp()), "data": {"object": charge}}

    tell(app, guest, store, event)

    assert the_order().status == OrderStatus.PAID


def rows(store) -> int:
    query = select(func.count()).select_from(Delivery).where(Delivery.store_id == store.id)
    return db.session.scalar(query) or 0


def test_that_a_delivery_came_is_forgotten_after_sixty_days_but_for_the_last(app, guest, stores):
    shop, stripe = stores[Platform.SHOPIFY], stores[Platform.STRIPE]
    for number in (1, 2, 3):
        tell(app, guest, stripe, session(str(number)))
    paid(app, guest, stores)
    with transaction():
        first = db.session.scalar(select(func.min(Delivery.id)))
        db.session.get_one(Delivery, first).state = DeliveryState.WAITING

    with clock.at(clock.now() + timedelta(days=59)):
        tasks.forget({})
        assert (rows(stripe), rows(shop)) == (3, 1)
    with clock.at(clock.now() + timedelta(days=61)):
        tasks.forget({})
        assert (rows(stripe), rows(shop)) == (2, 1)
    with clock.at(clock.now() + timedelta(minutes=1)):
        tell(app, guest, stripe, session("2"))
    assert db.session.scalar(select(func.count()).select_from(Order)) == 4


def test_one_delivery_is_one_and_not_many(app, guest, stores):
    tell(app, guest, stores[Platform.SHOPIFY], refund(1, {"amount": "many"}))

    told = app.test_cli_runner().invoke(args=["orders", "retry", "--store", "ember-shopify"])

    assert told.output == "1 delivery waits to be read again.\n"
