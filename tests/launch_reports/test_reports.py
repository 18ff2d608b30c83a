"""The report of a launch, against numbers that were counted by hand."""

from datetime import timedelta

import pytest

from forum.commerce.models import CustomerMark, OrderLine, Product
from forum.kernel import clock
from forum.launch_reports.funnel import Money, Step
from forum.launch_reports.reports import Moving, Report, report_of
from forum.launch_reports.splitting import Cell
from forum.launches import actions
from forum.launches.actions import Opening, Supply, Words
from forum.launches.models import Audience, LaunchKind
from forum.tiers.models import Source, TierMembership
from tests.launch_reports.furnishing import FINAL, give_codes, joined, order, see, shop, sold, use
from tests.launches.launched import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    draft,
    for_list,
    member,
    scheduled,
    tier,
)
from tests.support import make
from tests.support.queries import count_queries

pytestmark = pytest.mark.usefixtures("app")


def report(launch, at=FINAL) -> Report:
    with clock.at(at):
        found = report_of(launch)
    assert found is not None
    return found


def numbers(found: Report) -> dict[Step, int]:
    return {one.step: one.number for one in found.summary.stages}


def test_every_step_counts_members_once():
    launch, _people = sold()

    found = numbers(report(launch))

    assert found == {
        Step.ELIGIBLE: 17,
        Step.SAW: 15,
        Step.WAITED: 2,
        Step.ENTERED: 11,
        Step.OFFERED: 10,
        Step.CLAIMED: 10,
        Step.REDEEMED: 4,
        Step.KEPT: 3,
    }


def test_a_step_is_measured_by_the_one_before_and_by_all_who_could():
    launch, _people = sold()

    stages = {one.step: one for one in report(launch).summary.stages}

    assert stages[Step.SAW].of_before == pytest.approx(15 / 17)
    # Nobody has to wait: who entered is measured by who saw it.
    assert stages[Step.ENTERED].of_before == pytest.approx(11 / 15)
    assert stages[Step.REDEEMED].of_before == pytest.approx(4 / 10)
    assert stages[Step.REDEEMED].of_first == pytest.approx(4 / 17)
    assert stages[Step.ELIGIBLE].of_first is None


def test_money_is_told_by_currency_and_an_order_for_trying_counts_nowhere():
    launch, _people = sold()

    found = report(launch).summary.money

    assert found == [Money("EUR", 4, 16000, 9000), Money("USD", 1, 4000, 4000)]
    assert found[0].back_minor == 7000


def test_what_is_younger_than_thirty_days_is_not_kept_yet():
    launch, _people = sold()

    early, late = report(launch, FINAL - SECOND), report(launch, FINAL)

    assert (numbers(early)[Step.KEPT], numbers(late)[Step.KEPT]) == (0, 3)
    assert early.moving and not late.moving
    assert early.final_at == FINAL


def test_an_order_behind_two_codes_counts_once():
    launch, people = sold()
    both = order(shop(key="other"), 9, 100)
    for code in give_codes(launch, people[5:7], label="zzmore"):
        use(code, both)

    found = report(launch)

    assert found.summary.money[0] == Money("EUR", 5, 16100, 9100)
    assert numbers(found)[Step.REDEEMED] == 6


def test_half_was_gone_after_four_minutes_and_everything_after_nine():
    launch, _people = sold()

    found = report(launch).summary.sold

    assert (found.half, found.full) == (4 * MINUTE, 9 * MINUTE)


def test_what_was_not_sold_out_has_no_time():
    launch = scheduled(supply=Supply(stock_total=10))
    with clock.at(NOON):
        actions.claim(member(), launch)

    found = report(launch, NOON + HOUR).summary.sold

    assert (found.half, found.full) == (None, None)


def test_codes_that_others_used_and_that_were_used_twice_are_counted():
    launch, _people = sold()

    found = report(launch).codes

    assert (found.leaked, found.doubled, found.returned, found.void) == (1, 1, 0, 0)


def test_who_gave_theirs_back_has_none_and_whoever_was_next_does():
    launch, people = sold()
    with clock.at(NOON + 70 * MINUTE):
        actions.leave(people[9], launch)

    found = report(launch, NOON + 71 * MINUTE)

    assert found.codes.returned == 1
    assert numbers(found)[Step.CLAIMED] == 9
    # The one who handed back was offered one, and so is number 10 of the line now.
    assert numbers(found)[Step.OFFERED] == 11
    assert Moving.OFFERS in found.moving


def test_small_groups_are_not_told_nor_what_they_follow_from():
    gold = tier("gold", 30)
    launch = scheduled(supply=Supply(stock_total=20))
    people = [member() for _ in range(15)]
    for one in people[:3]:
        make.save(
            TierMembership(user_id=one.id, tier_id=gold.id, source=Source.STAFF, since=NOON - DAY)
        )
    silver = tier("silver", 20)
    for one in people[3:9]:
        make.save(
            TierMembership(user_id=one.id, tier_id=silver.id, source=Source.STAFF, since=NOON - DAY)
        )
    for one in people[9:]:
        # Came to it only later: what counts is what they had when they entered.
        make.save(
            TierMembership(user_id=one.id, tier_id=gold.id, source=Source.STAFF, since=NOON + DAY)
        )
    with clock.at(NOON):
        for one in people:
            actions.claim(one, launch)

    rows = {one.key: one for one in report(launch, NOON + HOUR).tiers}

    assert set(rows) == {30, 20, None}
    assert rows[30].entered == Cell(None, is_few=True)
    # 3 would follow from 15, 6 and 6: one of the sixes is kept back too.
    assert sorted(str(rows[key].entered.number) for key in (20, None)) == ["6", "None"]


def test_accounts_are_grouped_by_how_old_they_were_when_they_entered():
    launch = scheduled(supply=Supply(stock_total=30))
    people = [
        make.member(created_at=NOON - days * DAY)
        for days, count in ((29, 5), (30, 6), (729, 5), (730, 5))
        for _ in range(count)
    ]
    with clock.at(NOON):
        for one in people:
            actions.claim(one, launch)

    rows = report(launch, NOON + HOUR).tenures

    assert [(one.key, one.entered.number) for one in rows] == [
        (0, 5),
        (30, 6),
        (365, 5),
        (730, 5),
    ]


def test_only_whom_a_window_is_for_could_come_in():
    gold = tier("gold", 30)
    inside = [make.member(tier_rank=30, created_at=NOON - 30 * DAY) for _ in range(2)]
    guests = [member(username="zzguest")]
    outside = [member(), make.member(created_at=NOON - HOUR, tier_rank=30)]
    for_gold = Opening(NOON, NOON + HOUR, Audience.TIER, tier_id=gold.id)
    launch = scheduled(for_gold, for_list(["zzguest"], opens_at=NOON))
    for one in (*outside, *inside):
        see(launch, one)

    found = numbers(report(launch, NOON + HOUR))

    assert len(guests) == 1
    assert (found[Step.ELIGIBLE], found[Step.SAW]) == (3, 2)


def test_whoever_bought_something_could_come_in_by_the_window_for_customers():
    bought, known, _other = member(), member(), member()
    order(shop(), 1, 5000, user_id=bought.id)
    make.save(CustomerMark(user_id=known.id))
    launch = scheduled(Opening(NOON, NOON + HOUR, Audience.CUSTOMERS))
    see(launch, known)

    found = numbers(report(launch, NOON + HOUR))

    assert (found[Step.ELIGIBLE], found[Step.SAW]) == (2, 1)


def test_whoever_handed_theirs_back_buys_as_everybody_does():
    store = shop()
    kettle = make.save(Product(slug="zzkettle", title="zzKettle", store_id=store.id))
    launch = scheduled(supply=Supply(stock_total=5, product_id=kettle.id))
    keeps, returns = member(), member()
    with clock.at(NOON):
        for one in (keeps, returns):
            actions.claim(one, launch)
        actions.leave(returns, launch)
    for number, one in enumerate((keeps, returns)):
        bought = order(store, number, 5000, user_id=one.id)
        make.save(OrderLine(order_id=bought.id, product_id=kettle.id, position=0))

    found = numbers(report(launch))

    assert (found[Step.CLAIMED], found[Step.REDEEMED]) == (1, 1)


def test_of_those_who_joined_meanwhile_it_is_known_who_stayed():
    launch = scheduled(Opening(NOON, NOON + 10 * DAY), supply=Supply(stock_total=2))
    joined(0, 30), joined(1, 29), joined(2, None), joined(9, 35)
    joined(11, 40)

    found = report(launch, NOON + 35 * DAY).joining

    # The one of the ninth day has not been here for 30 days; the last one came after the closing.
    assert (found.joined, found.old_enough, found.stayed) == (4, 3, 1)
    assert found.rate == pytest.approx(1 / 3)


def test_who_has_one_now_and_had_one_before_is_counted():
    people = [member() for _ in range(8)]
    launches = []
    for number in range(5):
        at = NOON + number * DAY
        launch = scheduled(Opening(at, at + HOUR), supply=Supply(stock_total=20))
        takers = people if number in {1, 4} else people[:6]
        with clock.at(at):
            for one in takers if number else people[:1]:
                actions.claim(one, launch)
        launches.append(launch)

    found = report(launches[-1], NOON + 5 * DAY).repeats

    # Of the last three all 8 had one in number 1, and 6 in each of them.
    assert found is not None
    assert (found.launches, found.some.number, found.every.number) == (3, 8, 6)


def test_it_stands_beside_the_last_three_of_its_kind():
    made = []
    for number in range(5):
        at = NOON + number * DAY
        words = Words(f"zz{number}", kind=LaunchKind.SALE if number == 2 else LaunchKind.DROP)
        made.append(scheduled(Opening(at, at + HOUR), words=words))

    found = report(made[4], NOON + 5 * DAY)

    assert [one.launch.title for one in found.before] == ["zz3", "zz1", "zz0"]


def test_before_it_has_opened_there_is_nothing_to_report():
    launch, other = scheduled(), draft()

    with clock.at(NOON - SECOND):
        assert report_of(launch) is None
    with clock.at(NOON + DAY):
        assert report_of(other) is None


def test_a_report_asks_as_often_for_many_as_for_few():
    few = scheduled(supply=Supply(stock_total=50))
    with clock.at(NOON):
        actions.claim(member(), few)
    with clock.at(NOON + timedelta(days=2)), count_queries() as of_few:
        report_of(few)
    many, _people = sold()
    for number in range(1, 4):
        scheduled(Opening(NOON - number * HOUR, NOON), words=Words(f"zz{number}"))

    with clock.at(NOON + timedelta(days=2)), count_queries() as of_many:
        report_of(many)

    assert len(of_few) == len(of_many)
