"""What orders of shops say of codes: used, by whom, twice, and given back."""

import pytest

from forum.accounts import actions as accounts
from forum.codes import actions, checks, queries
from forum.codes.models import CodeState, CodeUse
from forum.codes.signals import CodeRedeemed, CodeUsedTwice
from forum.commerce.models import Order, OrderStatus, Platform, Store
from forum.commerce.signals import OrderPaid, OrderRefunded
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.codes.handing import a_pool
from tests.support import make


@pytest.fixture
def heard(app, monkeypatch):
    """What codes say of orders."""
    told = []
    bus = app.extensions["bus"]
    for kind in (CodeRedeemed, CodeUsedTwice):
        monkeypatch.setitem(bus.handlers, kind, [*bus.handlers[kind], told.append])
    return told


@pytest.fixture
def store(app):
    return make.save(Store(key="one", name="Shop", platform=Platform.NONE))


def an_order(store, number: int) -> Order:
    now = clock.now()
    return make.save(
        Order(
            store_id=store.id,
            external_id=str(number),
            name=f"#{number}",
            status=OrderStatus.PAID,
            said=OrderStatus.PAID,
            currency="EUR",
            total_minor=1000,
            ordered_at=now,
            source_updated_at=now,
            print=str(number),
        )
    )


def paid(order: Order, *codes: str, by=None) -> None:
    with transaction():
        announce(OrderPaid(order.id, by.id if by else None, codes, clock.now()))
    db.session.expire_all()


def uses() -> list[tuple[int, bool, bool]]:
    rows = db.session.query(CodeUse).order_by(CodeUse.id)
    return [(row.order_id, row.is_leaked, row.refunded_at is not None) for row in rows]


def no_problems() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_a_code_in_an_order_of_its_member_is_used(app, store, heard):
    ada, pool = make.member(), a_pool("AUTUMN-1")
    code, order = actions.hand_out(ada, pool), an_order(store, 1)

    paid(order, "  autumn-1 ", "OTHER", by=ada)

    found = queries.code_by_id(code.id)
    assert (found.state, found.order_id, found.is_leaked) == (CodeState.REDEEMED, order.id, False)
    assert uses() == [(order.id, False, False)]
    assert heard == [CodeRedeemed(code.id, pool.id, ada.id, order.id)]
    assert no_problems() == []


def test_the_same_order_said_again_counts_once_and_may_know_the_buyer_better(app, store, heard):
    ada, pool = make.member(), a_pool("AUTUMN-1")
    code, order = actions.hand_out(ada, pool), an_order(store, 1)

    paid(order, "AUTUMN-1")
    assert queries.code_by_id(code.id).is_leaked
    paid(order, "AUTUMN-1", by=ada)

    assert not queries.code_by_id(code.id).is_leaked
    assert uses() == [(order.id, False, False)]
    assert len(heard) == 1


def test_a_code_that_somebody_else_used_is_reported_and_nothing_else(app, sign_in, store):
    ada, other, pool = make.member(), make.member(), a_pool("AUTUMN-1", "AUTUMN-2")
    actions.hand_out(ada, pool)

    paid(an_order(store, 7), "AUTUMN-1", by=other)

    page = sign_in(make.admin()).get("/admin/codes/uses").text
    assert "By somebody else" in page
    assert "#7" in page
    assert "AUTUMN-1" not in page
    assert queries.held(ada.id, pool.id).code == "AUTUMN-1"


def test_what_one_used_of_the_other_is_passed_on_to_nobody_once_they_are_one(app, store):
    ada, double, pool = make.member(), make.member(), a_pool("AUTUMN-1")
    code, order = actions.hand_out(ada, pool), an_order(store, 1)
    order.user_id = double.id
    make.save(order)
    paid(order, "AUTUMN-1", by=double)
    assert queries.code_by_id(code.id).is_leaked

    accounts.merge_members(make.admin(), double, ada)

    db.session.expire_all()
    assert uses() == [(order.id, False, False)]
    assert not queries.code_by_id(code.id).is_leaked


def test_a_code_used_twice_keeps_both_orders_and_is_told(app, sign_in, store, heard):
    admin, ada = make.admin(), make.member()
    pool = a_pool("AUTUMN-1", admin=admin)
    code = actions.hand_out(ada, pool)
    first, second = an_order(store, 1), an_order(store, 2)

    paid(first, "AUTUMN-1", by=ada)
    paid(second, "AUTUMN-1", by=ada)

    assert uses() == [(first.id, False, False), (second.id, False, False)]
    assert heard[1:] == [CodeUsedTwice(code.id, pool.id, second.id)]
    assert queries.code_by_id(code.id).order_id == first.id
    assert "was used in two orders" in sign_in(admin).get("/notices").text
    assert queries.use_counts() == {"all": 2, "leaked": 0, "double": 2, "refunded": 0}


def test_a_free_code_that_comes_back_from_a_shop_is_given_to_nobody(app, store):
    pool = a_pool("AUTUMN-1")

    paid(an_order(store, 1), "AUTUMN-1")

    assert actions.hand_out(make.member(), pool) is None
    assert no_problems() == []


def test_a_whole_refund_is_noted_and_a_part_is_not(app, store):
    ada, pool = make.member(), a_pool("AUTUMN-1")
    actions.hand_out(ada, pool)
    order = an_order(store, 1)
    paid(order, "AUTUMN-1", by=ada)

    with transaction():
        announce(OrderRefunded(order.id, whole=False, at=clock.now()))
    assert uses() == [(order.id, False, False)]
    with transaction():
        announce(OrderRefunded(order.id, whole=True, at=clock.now()))
    db.session.expire_all()

    assert uses() == [(order.id, False, True)]
    assert queries.held(ada.id, pool.id).state == CodeState.REDEEMED
