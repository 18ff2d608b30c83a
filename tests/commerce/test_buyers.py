"""Whose an order is: by a confirmed address, however late; and what is left when they go."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import Fate, Leaving
from forum.activity.models import Deed, DeedKind
from forum.badges import queries as badges
from forum.commerce import actions, queries
from forum.commerce.actions import ProductPlan
from forum.commerce.models import Order, OrderStatus, Platform
from forum.jobs.worker import work_off
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.kernel.unit import transaction
from forum.points import actions as points_actions
from forum.points import queries as points
from forum.points.actions.deciding import Terms
from forum.points.models import Reason
from tests.commerce import shops
from tests.commerce.test_files import row, table
from tests.support import make

ADA = "ada.meier@example.test"


@pytest.fixture
def stores(app):
    return shops.open_shops()


def buy(app, guest, stores, name="shopify_paid_ok"):
    (case,) = [one for one in shops.cases() if one.name == name]
    shops.send(guest, case, stores[case.platform])
    work_off(app)
    db.session.expire_all()
    return db.session.scalars(select(Order).order_by(Order.id.desc())).first()


def test_an_order_belongs_to_who_has_confirmed_its_address(app, guest, stores):
    ada = make.member(email=ADA)

    assert buy(app, guest, stores).user_id == ada.id
    assert queries.is_verified_customer(ada.id)


def test_an_address_that_nobody_proved_brings_no_order(app, guest, stores):
    ada = make.member(email=ADA, email_confirmed_at=None)

    assert buy(app, guest, stores).user_id is None
    assert queries.verified([ada.id]) == set()


def test_who_confirms_later_gets_their_order_then(app, guest, stores):
    ada = make.member(email=ADA, email_confirmed_at=None)
    order = buy(app, guest, stores)

    accounts.confirm_by_hand(make.admin(), ada)

    db.session.expire_all()
    assert db.session.get(Order, order.id).user_id == ada.id


def test_a_member_who_leaves_takes_the_link_along_and_leaves_the_sum(app, guest, stores):
    ada = make.member(email=ADA)
    order = buy(app, guest, stores)
    with transaction():
        due = clock.now() - timedelta(minutes=1)
        db.session.add(Leaving(user_id=ada.id, fate=Fate.NAMELESS, due_at=due))

    assert accounts.carry_out(ada.id)

    again = buy(app, guest, stores, "shopify_cancelled")
    assert again.id == order.id
    assert (again.user_id, again.email_key, again.total_minor) == (None, None, 4900)


def test_whoever_left_is_not_brought_back_when_their_order_gets_its_number(app, guest, stores):
    ada, store = make.member(email=ADA), stores[Platform.SHOPIFY]
    actions.import_orders(None, store, table(row("#1001")))
    order = db.session.scalars(select(Order)).one()
    assert (order.user_id, order.external_id) == (ada.id, "#1001")
    with transaction():
        due = clock.now() - timedelta(minutes=1)
        db.session.add(Leaving(user_id=ada.id, fate=Fate.NAMELESS, due_at=due))
    assert accounts.carry_out(ada.id)

    again = buy(app, guest, stores, "shopify_cancelled")

    assert (again.id, again.external_id) == (order.id, "5500000000001")
    assert (again.user_id, again.email_key) == (None, None)


def test_what_was_said_of_a_number_belongs_to_the_order_of_a_file_once_it_has_it(
    app, guest, stores
):
    store = stores[Platform.SHOPIFY]
    actions.import_orders(None, store, table(row("#1001")))
    buy(app, guest, stores, "shopify_refund")

    order = buy(app, guest, stores)

    assert (order.external_id, order.status) == ("5500000000001", OrderStatus.REFUNDED)


def test_a_customer_remains_one_for_a_week_after_the_last_refund(app, guest, stores):
    ada = make.member(email=ADA)
    buy(app, guest, stores)
    order = buy(app, guest, stores, "shopify_refund")

    assert order.status == OrderStatus.REFUNDED
    with clock.at(order.undone_at + timedelta(days=6, hours=23)):
        assert queries.is_verified_customer(ada.id)
    with clock.at(order.undone_at + timedelta(days=7, hours=1)):
        assert not queries.is_verified_customer(ada.id)


def test_orders_of_tries_make_nobody_a_customer(app, guest, stores):
    ada = make.member(email=ADA)
    with clock.at(shops.NOW):
        order = buy(app, guest, stores, "stripe_ok")

    assert (order.is_test, order.user_id) == (True, ada.id)
    assert not queries.is_verified_customer(ada.id)


def test_an_order_is_kept_thirty_days_after_it_was_paid(app, guest, stores):
    order = buy(app, guest, stores)

    assert not order.is_kept(order.paid_at + timedelta(days=30) - timedelta(seconds=1))
    assert order.is_kept(order.paid_at + timedelta(days=30))
    undone = buy(app, guest, stores, "shopify_refund")
    assert not undone.is_kept(undone.paid_at + timedelta(days=31))


def test_what_was_ordered_leads_to_our_product(app, guest, stores):
    kettle = actions.create_product(make.admin(), ProductPlan("Kettle", sku="EMB-KET-CU"))
    ada = make.member(email=ADA)
    buy(app, guest, stores)

    assert queries.owners_of(kettle.id) == {ada.id}


def standing(user):
    query = select(Deed.size).where(
        Deed.kind == DeedKind.BOUGHT, Deed.who_id == user.id, Deed.stands.is_(True)
    )
    return list(db.session.scalars(query))


def test_what_was_bought_is_a_deed_until_it_goes_back(app, guest, stores):
    ada = make.member(email=ADA)

    buy(app, guest, stores)
    assert standing(ada) == [49]
    buy(app, guest, stores, "shopify_refund")
    assert standing(ada) == []


def test_points_for_buying_count_after_thirty_days_when_the_brand_gives_some(app, guest, stores):
    ada = make.member(email=ADA, created_at=clock.now() - timedelta(days=100))
    with clock.at(clock.now() - timedelta(days=60)):
        points_actions.change_rule(make.admin(), Reason.PURCHASE, Terms(2))
    order = buy(app, guest, stores)

    with clock.at(order.paid_at + timedelta(days=29)):
        assert points.status_points([ada.id]).get(ada.id, 0) == 0
    with clock.at(order.paid_at + timedelta(days=31)):
        assert points.status_points([ada.id]) == {ada.id: 98}
    buy(app, guest, stores, "shopify_refund")
    with clock.at(order.paid_at + timedelta(days=31)):
        assert points.status_points([ada.id]).get(ada.id, 0) == 0
    assert list(points.differences()) == []


def test_nothing_is_given_for_buying_unless_the_brand_wants_it(app, guest, stores):
    ada = make.member(email=ADA)
    order = buy(app, guest, stores)

    with clock.at(order.paid_at + timedelta(days=31)):
        assert points.status_points([ada.id]) == {}


def test_who_knows_number_and_address_gets_an_order_made_with_another_one(app, guest, stores):
    order = buy(app, guest, stores)
    member = make.member(email="somebody@example.test")

    found = actions.claim(member, number=f" {order.name.lstrip('#')} ", address=ADA.upper())

    assert found.id == order.id
    assert queries.is_verified_customer(member.id)
    assert actions.claim(member, number=order.name, address=ADA).id == order.id


@pytest.mark.parametrize(
    ("number", "address"), [("#9", ADA), (None, "other@example.test"), ("", ADA), ("#", ADA)]
)
def test_one_of_the_two_is_not_enough(app, guest, stores, number, address):
    order = buy(app, guest, stores)
    member = make.member(email="somebody@example.test")

    with pytest.raises(Invalid, match="no_such_order"):
        actions.claim(member, number=order.name if number is None else number, address=address)
    assert db.session.get(Order, order.id).user_id is None


def test_an_order_that_is_somebodys_stays_theirs_and_nobody_learns_of_it(app, guest, stores):
    ada = make.member(email=ADA)
    order = buy(app, guest, stores)

    with pytest.raises(Invalid, match="no_such_order"):
        actions.claim(make.member(), number=order.name, address=ADA)
    assert db.session.get(Order, order.id).user_id == ada.id


def test_what_the_shop_says_later_leaves_a_claimed_order_with_its_member(app, guest, stores):
    order = buy(app, guest, stores)
    member = make.member(email="somebody@example.test")
    actions.claim(member, number=order.name, address=ADA)

    again = buy(app, guest, stores, "shopify_cancelled")

    assert (again.id, again.user_id) == (order.id, member.id)


def test_the_page_says_what_was_not_found_keeps_it_and_stops_guessing(app, guest, stores, sign_in):
    buy(app, guest, stores)
    client = sign_in(make.member(email="somebody@example.test"))
    wrong = {"number": "#77", "address": "x@example.test"}

    pages = [client.post("/orders", data=wrong) for _ in range(6)]

    assert [page.status_code for page in pages] == [200] * 5 + [429]
    assert 'value="#77"' in pages[0].text


def test_whom_staff_mark_is_a_customer_until_the_mark_is_taken_away(app):
    admin, member = make.admin(), make.member()

    actions.mark_customer(admin, f"@{member.username}", "At the fair")
    actions.mark_customer(admin, member.username, "At the second fair")

    (mark,) = queries.marks(None).items
    assert (mark.user_id, mark.note) == (member.id, "At the second fair")
    assert queries.is_verified_customer(member.id)
    actions.unmark_customer(admin, member.id)
    assert not queries.is_verified_customer(member.id)
    with pytest.raises(NotFound):
        actions.unmark_customer(admin, member.id)


@pytest.mark.parametrize(
    ("name", "note", "reason"),
    [
        ("nobody", "x", "nobody"),
        ("", "x", "nobody"),
        ("bo", " ", "no_words"),
        ("bo", "x" * 301, "too_long"),
    ],
)
def test_a_mark_needs_somebody_and_a_reason(app, name, note, reason):
    make.member(username="bo")

    with pytest.raises(Invalid, match=reason):
        actions.mark_customer(make.admin(), name, note)


def test_moderators_mark_nobody(app):
    with pytest.raises(Refused):
        actions.mark_customer(make.moderator(), make.member().username, "x")


def test_who_bought_something_has_a_badge_until_it_goes_back(app, guest, stores):
    ada = make.member(email=ADA)

    buy(app, guest, stores)
    has = {one.badge.slug for one in badges.held_by(ada) if one.revoked_at is None}
    buy(app, guest, stores, "shopify_refund")
    had = {one.badge.slug for one in badges.held_by(ada) if one.revoked_at is None}

    assert "verified-customer" in has
    assert "verified-customer" not in had
