"""Kept orders as a second way to a tier: off until the brand wants it, and fair at refunds."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Standing
from forum.commerce import queries as commerce
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.points import actions as points
from forum.points import queries as ledger
from forum.points.actions import Terms
from forum.points.models import Reason
from forum.tiers import actions, queries
from forum.tiers.models import TierMembership
from forum.tiers.queries import Asks, Has, Lack
from tests.points.giving import points_of
from tests.support import make
from tests.tiers.buying import DAY, buy, leads, look
from tests.tiers.giving import earn, earned, held, joined, tier

FIRST = datetime(2027, 3, 1, 4, tzinfo=UTC)


def test_buying_leads_nowhere_until_the_brand_wants_it(app):
    member = joined()
    for number in range(7):
        buy(member, number)

    look()

    assert held(member) == ["member"]
    assert [tier(slug).min_orders for slug in ("silver", "gold", "vip")] == [1, 3, 6]
    assert not any(step.by_buying for step in queries.tiers())


def test_an_order_counts_from_the_thirtieth_day_on(app):
    leads("silver", orders=1)
    member = joined()
    buy(member, 1, ago=30 * DAY - timedelta(hours=1))

    look()
    before, waiting = held(member), commerce.waiting_of(member.id)
    with clock.at(clock.now() + timedelta(hours=2)):
        look()

    assert before == ["member"]
    assert waiting is not None and waiting.orders == 1
    assert timedelta() < waiting.first_at - clock.now() <= timedelta(hours=1)
    assert held(member) == ["silver"]
    assert earned(member).has == Has(points=0, orders=1, spent=49)
    assert commerce.waiting_of(member.id) is not None


def test_points_or_orders_each_is_enough_and_they_are_not_added_up(app):
    leads("gold", orders=3)
    half, whole, talker = joined(), joined(), joined()
    earn(half, 700)
    earn(talker, 1000)
    for number in range(2):
        buy(half, number)
    for number in range(3):
        buy(whole, 10 + number)

    look()

    assert held(half) == ["silver"]
    assert held(whole) == ["gold"]
    assert held(talker) == ["gold"]
    progress = queries.progress_of(half)
    assert progress.lack == Lack(points=300, orders=1)


def test_money_counts_in_one_currency_and_only_what_stays(app):
    leads("gold", spent=150)
    short, rich, abroad = joined(), joined(), joined()
    buy(short, 1, total="200.00", back="50.01")
    buy(rich, 2, total="200.00", back="50.00")
    buy(abroad, 3, total="900.00", currency="USD")

    look()

    assert held(short) == ["member"]
    assert held(rich) == ["gold"]
    assert held(abroad) == ["member"]
    assert earned(short).has.spent == 149


@pytest.mark.parametrize(
    "given", [{"is_test": True}, {"total": "0.00"}, {"back": "49.00"}, {"ago": 366 * DAY}]
)
def test_what_is_no_kept_order_of_the_year_leads_nowhere(app, given):
    leads("silver", orders=1)
    member = joined()
    buy(member, 1, **given)

    look()

    assert held(member) == ["member"]


def test_an_address_that_nobody_proved_makes_nobody_a_customer(app):
    leads("silver", orders=1)
    member = joined(email_confirmed_at=None)
    buy(member, 1)

    look()

    assert not commerce.is_verified_customer(member.id)
    assert held(member) == ["member"]


def test_a_refund_takes_the_order_out_and_the_review_warns_of_both_ways(app):
    leads("silver", orders=1)
    member, reader = joined(), joined()
    with clock.at(FIRST - 3 * DAY):
        earn(member, 180)
        buy(member, 1)
        earn(reader, 300)
        look()
        before = held(member)
        buy(member, 1, back="49.00")
        after = held(member)
    with clock.at(FIRST):
        actions.review_if_due()
    row = earned(member)

    assert before == after == ["silver"]
    assert row.missing == Lack(points=120, orders=1)
    assert row.grace_until == FIRST + 30 * DAY
    assert earned(reader).grace_until is None


def test_one_more_kept_order_ends_the_grace(app):
    leads("silver", orders=1)
    member = joined()
    with clock.at(FIRST - 3 * DAY):
        buy(member, 1)
        look()
        buy(member, 1, back="49.00")
    with clock.at(FIRST):
        actions.review_if_due()
        was_warned = earned(member).grace_until is not None
        buy(member, 2, ago=20 * DAY)
    with clock.at(FIRST + 11 * DAY):
        look()

    assert was_warned
    assert earned(member).grace_until is None
    assert earned(member).missing == Lack()
    assert held(member) == ["silver"]


def test_after_the_grace_it_is_one_step_down_where_neither_way_holds(app):
    leads("silver", orders=1)
    leads("gold", orders=3)
    member = joined()
    with clock.at(FIRST - 3 * DAY):
        for number in range(3):
            buy(member, number)
        look()
        for number in range(3):
            buy(member, number, back="49.00")
    with clock.at(FIRST):
        actions.review_if_due()
    with clock.at(FIRST + 31 * DAY):
        actions.review_if_due()

    assert held(member) == ["silver"]


def test_who_has_the_points_loses_nothing_by_a_refund(app):
    leads("silver", orders=1)
    member = joined()
    with clock.at(FIRST - 3 * DAY):
        earn(member, 300)
        buy(member, 1)
        look()
        buy(member, 1, back="49.00")
    with clock.at(FIRST):
        actions.review_if_due()

    assert held(member) == ["silver"]
    assert earned(member).grace_until is None
    assert earned(member).points == 300


def test_buying_never_moves_what_a_member_may_do(app):
    leads("vip", orders=1)
    member = joined(standing=Standing.NEW)
    buy(member, 1)
    look()

    assert held(member) == ["vip"]
    db.session.refresh(member)
    assert member.standing == Standing.NEW


def test_verify_finds_who_was_left_below_and_who_is_warned_in_vain(app):
    leads("silver", orders=1)
    below, warned = joined(), joined()
    buy(below, 1)
    earn(warned, 300)
    look()
    db.session.query(TierMembership).filter_by(user_id=below.id).update({"ended_at": clock.now()})
    row = earned(warned)
    row.grace_until, row.lack = clock.now() + 9 * DAY, 300
    db.session.commit()

    with clock.at(clock.now() + timedelta(hours=3)):
        found = list(queries.differences())
        look()
        after = list(queries.differences())

    assert f"member {below.id} has enough for silver" in found
    assert f"member {warned.id} is warned, and has enough for silver" in found
    assert after == []


def test_trying_says_who_would_move_before_anything_is_saved(app):
    buyer, writer = joined(), joined()
    earn(writer, 1200)
    for number in range(2):
        buy(buyer, number)
    silver, gold = tier("silver"), tier("gold")

    by_orders = queries.simulate({silver.id: Asks(300, orders=2)})
    by_spending = queries.simulate({gold.id: Asks(1000, spent=98)})
    too_much = queries.simulate({silver.id: Asks(300, orders=3), gold.id: Asks(1000, spent=99)})

    assert [(one.user.id, one.after.slug) for one in by_orders.movers] == [(buyer.id, "silver")]
    assert by_orders.movers[0].has == Has(orders=2, spent=98)
    assert [(one.user.id, one.after.slug) for one in by_spending.movers] == [(buyer.id, "gold")]
    assert too_much.movers == []
    assert not tier("silver").by_buying


def test_two_accounts_that_become_one_have_the_orders_of_both(app):
    leads("silver", orders=2)
    one, other = joined(), joined()
    buy(one, 1)
    buy(other, 2)
    look()
    before = held(one)

    accounts.merge_members(make.admin(), one, into=other)

    assert before == ["member"]
    assert held(other) == ["silver"]


def test_a_tier_by_buying_asks_for_something(app):
    plan = actions.Plan("Silver", rank=10, threshold=300, by_buying=True)

    with pytest.raises(Invalid) as refused:
        actions.change(make.admin(), tier("silver"), plan)

    assert (refused.value.field, refused.value.reason) == ("min_orders", "nothing_asked")


def test_what_goes_back_takes_its_share_of_the_points_and_nothing_else(app):
    with clock.at(clock.now() - 60 * DAY):
        points.change_rule(make.admin(), Reason.PURCHASE, Terms(2, daily_cap=1))
    member = joined()
    earn(member, 50)
    buy(member, 1, total="100.00")
    whole = points_of(member)

    buy(member, 1, total="100.00", back="30.00")
    part = points_of(member)
    buy(member, 1, total="100.00", back="100.00")

    assert (whole, part, points_of(member)) == (250, 190, 50)
    assert list(ledger.differences()) == []


def test_points_for_buying_wait_for_thirty_days_also_after_a_refund(app):
    with clock.at(clock.now() - 60 * DAY):
        points.change_rule(make.admin(), Reason.PURCHASE, Terms(1))
    member = joined()
    buy(member, 1, ago=10 * DAY, total="100.00")
    buy(member, 1, ago=10 * DAY, total="100.00", back="40.00")

    with clock.at(clock.now() + 19 * DAY):
        waiting = points_of(member)
    with clock.at(clock.now() + 21 * DAY):
        after = points_of(member)

    assert (waiting, after) == (0, 60)
