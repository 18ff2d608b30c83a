"""Taking one, the line, offers that move on, and what becomes of those who go."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.channels import queries as rooms
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.launches import actions, checks, queries
from forum.launches.actions import More, Opening, Secrecy, Supply, Words
from forum.launches.models import (
    Allocation,
    Audience,
    Embargo,
    EntryState,
    Launch,
    LaunchEntry,
)
from forum.launches.showing import shown
from forum.launches.signals import LaunchOpened
from tests.launches.launched import (
    DAY,
    FOR_ALL,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    draft,
    for_list,
    member,
    scheduled,
    tier,
    with_room,
)
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")


def claim(who, launch, at=NOON, **given):
    with clock.at(at):
        return actions.claim(who, launch, **given)


def join(who, launch, at=NOON):
    with clock.at(at):
        return actions.join(who, launch)


def state(who, launch):
    entry = queries.entry_of(who.id, launch)
    return entry and EntryState(entry.state)


def place(launch, entry, at=NOON):
    return queries.place_of(launch, entry, queries.windows_of([launch.id])[launch.id], at)


def seen(who, launch, at):
    return shown(who, launch, at).state


def proven():
    return [problem for check in checks.ALL for problem in check.problems()]


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.verdict.reason


@pytest.mark.parametrize(
    ("at", "is_in"),
    [
        (NOON - SECOND, False),
        (NOON, True),
        (NOON + SECOND, True),
        (NOON + 2 * HOUR, True),
        (NOON + 2 * HOUR + timedelta(milliseconds=900), True),
        (NOON + 2 * HOUR + SECOND, False),
    ],
    ids=str,
)
def test_one_can_be_taken_from_the_first_second_to_the_last(at, is_in):
    ada, launch = member(), scheduled()

    if is_in:
        assert claim(ada, launch, at).state == EntryState.CLAIMED
    else:
        assert refusal(lambda: claim(ada, launch, at)) in {"launch_not_open", "launch_closed"}


def test_asked_again_it_is_the_same_one():
    ada, launch = member(), scheduled()

    first, second = claim(ada, launch), claim(ada, launch, NOON + MINUTE)

    assert first.id == second.id
    assert len(first.public_id) == 10
    assert db.session.scalars(select(LaunchEntry)).all() == [first]


def test_no_more_are_taken_than_there_are():
    launch = scheduled()
    claim(member(), launch), claim(member(), launch)

    assert refusal(lambda: claim(member(), launch)) == "launch_sold_out"
    assert proven() == []


def test_whoever_wants_several_gets_no_more_than_one_may():
    ada, launch = member(), scheduled(supply=Supply(stock_total=9, per_member_limit=3))

    with pytest.raises(Invalid):
        claim(ada, launch, quantity=4)
    assert claim(ada, launch, quantity=3).quantity == 3
    assert shown(ada, launch, NOON).stock.left == 6


def test_rules_have_to_be_agreed_to_as_they_are_now():
    ada, launch = member(), scheduled(words=Words("zzKettle", rules="zzOne each."))

    with pytest.raises(Invalid):
        claim(ada, launch)
    assert claim(ada, launch, rules_version=1).rules_version == 1


def test_what_early_ones_leave_flows_to_the_next_window():
    ada, ben = member(username="ada"), member(username="ben")
    launch = scheduled(for_list(["ada"], stock_cap=1), FOR_ALL, supply=Supply(stock_total=2))
    claim(ada, launch, NOON - HOUR)

    assert shown(ben, launch, NOON).stock.left == 1
    claim(ben, launch)
    assert refusal(lambda: claim(member(), launch)) == "launch_sold_out"


def test_early_ones_leave_what_is_kept_for_others():
    names = ["ada", "ben", "cem"]
    people = [member(username=name) for name in names]
    launch = scheduled(for_list(names), FOR_ALL, supply=Supply(stock_total=4))
    for one in people[:2]:
        claim(one, launch, NOON - HOUR)

    assert refusal(lambda: claim(people[2], launch, NOON - HOUR)) == "launch_sold_out"
    # From noon on the window for all is open for them too.
    assert claim(people[2], launch).state == EntryState.CLAIMED


def test_what_is_handed_back_goes_to_the_next_in_the_line():
    ada, ben, cem = member(), member(), member()
    launch = scheduled(supply=Supply(stock_total=1))
    claim(ada, launch)
    join(ben, launch), join(cem, launch, NOON + SECOND)

    with clock.at(NOON + MINUTE):
        actions.leave(ada, launch)

    assert (state(ada, launch), state(ben, launch)) == (EntryState.RETURNED, EntryState.OFFERED)
    assert refusal(lambda: claim(member(), launch, NOON + MINUTE)) == "launch_sold_out"
    assert claim(ben, launch, NOON + 2 * MINUTE).state == EntryState.CLAIMED
    assert state(cem, launch) == EntryState.WAITING


def test_offers_move_on_by_the_clock_with_or_without_a_worker():
    people = [member() for _ in range(3)]
    launch = scheduled(supply=Supply(stock_total=1))
    first = member()
    claim(first, launch)
    for number, one in enumerate(people):
        join(one, launch, NOON + number * SECOND)
    with clock.at(NOON + MINUTE):
        actions.leave(first, launch)
    hold = NOON + 11 * MINUTE

    assert seen(people[0], launch, hold) == EntryState.OFFERED
    assert seen(people[0], launch, hold + SECOND) == EntryState.LAPSED
    assert seen(people[1], launch, hold + SECOND) == EntryState.OFFERED
    assert state(people[1], launch) == EntryState.WAITING
    assert refusal(lambda: claim(people[2], launch, hold + SECOND)) == "launch_sold_out"
    assert claim(people[1], launch, hold + 2 * SECOND).state == EntryState.CLAIMED


def test_the_worker_writes_down_the_same():
    ada, ben, cem = member(), member(), member()
    launch = scheduled(supply=Supply(stock_total=1))
    claim(ada, launch)
    join(ben, launch), join(cem, launch, NOON + SECOND)
    with clock.at(NOON + MINUTE):
        actions.leave(ada, launch)

    with clock.at(NOON + 11 * MINUTE):
        assert actions.settle_all() == 0
    with clock.at(NOON + 11 * MINUTE + SECOND):
        assert actions.settle_all() == 1

    assert (state(ben, launch), state(cem, launch)) == (EntryState.LAPSED, EntryState.OFFERED)
    assert queries.entry_of(cem.id, launch).offer_expires_at == NOON + 21 * MINUTE + SECOND


def test_after_three_rounds_it_is_there_for_whoever_comes():
    people = [member() for _ in range(5)]
    launch = scheduled(supply=Supply(stock_total=1))
    claim(people[0], launch)
    for number, one in enumerate(people[1:]):
        join(one, launch, NOON + number * SECOND)
    with clock.at(NOON + MINUTE):
        actions.leave(people[0], launch)

    late = NOON + 40 * MINUTE

    assert seen(people[4], launch, late) == EntryState.WAITING
    assert claim(member(), launch, late).state == EntryState.CLAIMED


def test_whoever_leaves_the_line_loses_the_place():
    ada, ben = member(), member()
    launch = scheduled(supply=Supply(stock_total=1))
    claim(member(), launch)
    first = join(ada, launch)
    second = join(ben, launch, NOON + SECOND)
    assert (place(launch, first), place(launch, second)) == (1, 2)

    with clock.at(NOON + MINUTE):
        actions.leave(ada, launch)
    again = join(ada, launch, NOON + 2 * MINUTE)

    assert (place(launch, second), place(launch, again)) == (1, 2)


def test_the_line_begins_with_the_best_window():
    ada, ben = member(username="ada"), member()
    launch = scheduled(for_list(["ada"]), FOR_ALL, supply=Supply(stock_total=2))
    later = join(ben, launch, NOON - 2 * HOUR)
    better = join(ada, launch, NOON - HOUR)

    assert place(launch, better) == 1
    assert place(launch, later) == 2


def test_a_member_who_loses_the_tier_keeps_what_was_taken():
    gold = tier()
    ada = member(tier_rank=30)
    opening = Opening(NOON, NOON + HOUR, Audience.TIER, tier_id=gold.id)
    launch = scheduled(opening, supply=Supply(stock_total=1), secrecy=Secrecy(Embargo.SECRET))
    claim(ada, launch)
    with transaction():
        ada.tier_rank = 0

    assert shown(ada, launch, NOON + MINUTE).is_full
    assert claim(ada, launch, NOON + MINUTE).state == EntryState.CLAIMED


def test_a_tier_below_is_refused_and_one_above_is_not():
    gold = tier()
    opening = Opening(NOON, NOON + HOUR, Audience.TIER, tier_id=gold.id)
    launch = scheduled(opening)

    assert refusal(lambda: claim(member(tier_rank=29), launch)) == "launch_not_for_you"
    assert claim(member(tier_rank=30), launch).state == EntryState.CLAIMED


def test_whoever_leaves_the_forum_is_void_and_their_piece_moves_on():
    ada, ben = member(), member()
    launch = scheduled(supply=Supply(stock_total=1))
    number = claim(ada, launch).public_id
    join(ben, launch)

    with clock.at(NOON + MINUTE):
        actions.let_go(ada.id)

    entry = db.session.scalars(select(LaunchEntry).where(LaunchEntry.public_id == number)).one()
    assert entry.state == EntryState.VOID
    assert state(ben, launch) == EntryState.OFFERED


def test_of_two_accounts_that_become_one_the_part_that_is_further_stays():
    ada, other, ben = member(), member(), member()
    launch = scheduled(supply=Supply(stock_total=1))
    claim(ada, launch)
    join(other, launch), join(ben, launch, NOON + SECOND)

    with clock.at(NOON + MINUTE):
        actions.hand_over(other.id, ada.id)

    assert state(ada, launch) == EntryState.CLAIMED
    assert queries.entry_of(other.id, launch) is None


def test_whoever_has_one_is_let_into_the_room():
    admin, ada = make.admin(), member()
    launch = draft(admin=admin)
    with_room(launch, admin)
    with clock.at(NOON - DAY):
        actions.submit(make.admin(), launch)
        actions.approve(make.admin(), launch)

    claim(ada, launch)

    assert rooms.place_of(ada, launch.channel).source == f"launch:{launch.id}"
    assert rooms.place_of(member(), launch.channel) is None
    assert proven() == []


def test_the_team_picks_with_a_reason():
    ada, ben, admin = member(), member(), make.admin()
    supply = Supply(allocation=Allocation.MANUAL, stock_total=1, hold_minutes=60)
    launch = scheduled(supply=supply)
    assert refusal(lambda: claim(ada, launch)) == "launch_by_hand"
    entry = join(ada, launch)
    other = join(ben, launch)

    with clock.at(NOON + MINUTE):
        with pytest.raises(Invalid):
            actions.pick(admin, launch, entry, " ")
        actions.pick(admin, launch, entry, "zzFound the leak first.")
        assert refusal(lambda: actions.pick(admin, launch, other, "zzToo")) == "launch_sold_out"

    assert claim(ada, launch, NOON + 2 * MINUTE).reason == "zzFound the leak first."


def test_what_the_team_offers_and_nobody_takes_stays_with_the_team():
    ada, ben, admin = member(), member(), make.admin()
    supply = Supply(allocation=Allocation.MANUAL, stock_total=1, hold_minutes=60)
    launch = scheduled(supply=supply)
    entry = join(ada, launch)
    join(ben, launch)
    with clock.at(NOON):
        actions.pick(admin, launch, entry, "zzFirst.")

    late = NOON + HOUR + SECOND

    assert seen(ada, launch, late) == EntryState.LAPSED
    assert seen(ben, launch, late) == EntryState.WAITING
    assert shown(ben, launch, late).stock.left == 1


def test_whoever_asked_is_told_when_it_opens_once(app, monkeypatch):
    from_app = app.extensions["bus"].handlers
    told = []
    monkeypatch.setitem(from_app, LaunchOpened, [*from_app[LaunchOpened], told.append])
    ada, launch = member(), scheduled()
    with clock.at(NOON - HOUR):
        actions.ask_to_be_told(ada, launch)
        actions.ask_to_be_told(ada, launch)
        actions.tell_openings()
    assert told == []

    with clock.at(NOON):
        actions.tell_openings()
        actions.tell_openings()

    assert [one.user_ids for one in told] == [(ada.id,)]


REFUSED = {
    "a guest of the team where there are only so many": (
        lambda: make.moderator(created_at=NOON - 30 * DAY), NOON, "launch_team",
    ),
    "without a confirmed address": (
        lambda: member(email_confirmed_at=None), NOON, "launch_email",
    ),
    "an account that is not a day old": (
        lambda: make.member(created_at=NOON - DAY + SECOND), NOON, "launch_account_young",
    ),
    "too early": (member, NOON - SECOND, "launch_not_open"),
    "too late": (member, NOON + 2 * HOUR + SECOND, "launch_closed"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_whoever_may_not_come_in_is_told_why(case):
    who, at, reason = REFUSED[case]
    launch = scheduled()

    assert refusal(lambda: claim(who(), launch, at)) == reason


def test_an_account_of_exactly_a_day_comes_in():
    young = make.member(created_at=NOON - DAY)

    assert claim(young, scheduled()).state == EntryState.CLAIMED


def test_paused_nothing_is_taken_and_all_comes_later_by_the_pause():
    ada, admin, launch = member(), make.admin(), scheduled(supply=Supply(stock_total=1))
    holder = member()
    claim(holder, launch)
    join(ada, launch)
    with clock.at(NOON + 50 * MINUTE):
        actions.leave(holder, launch)
    with clock.at(NOON + 55 * MINUTE):
        actions.pause(admin, launch, "zzThe shop is down.")

    assert refusal(lambda: claim(ada, launch, NOON + 56 * MINUTE)) == "launch_paused"
    assert seen(ada, launch, NOON + 3 * HOUR) == EntryState.OFFERED
    with clock.at(NOON + 3 * HOUR + 55 * MINUTE):
        actions.resume(admin, launch)

    window = queries.windows_of([launch.id])[launch.id][0]
    assert window.opens_at == NOON
    assert window.closes_at == NOON + 5 * HOUR
    assert queries.entry_of(ada.id, launch).offer_expires_at == NOON + 4 * HOUR
    assert claim(ada, launch, NOON + 4 * HOUR).state == EntryState.CLAIMED


def test_while_it_runs_there_is_only_more_and_all_read_of_it():
    ada, ben, admin = member(), member(), make.admin()
    launch = scheduled(supply=Supply(stock_total=1))
    claim(ada, launch)
    join(ben, launch)
    window = queries.windows_of([launch.id])[launch.id][0]

    with clock.at(NOON + MINUTE):
        for less in (More({window.id: NOON + HOUR}), More({}, 0)):
            with pytest.raises(Invalid):
                actions.give_more(admin, launch, less)
        actions.give_more(admin, launch, More({window.id: NOON + 3 * HOUR}, 2))

    assert [one.what for one in queries.public_events_of(launch)] == ["add_stock", "close_later"]
    assert state(ben, launch) == EntryState.OFFERED


def test_stock_below_what_is_taken_is_refused():
    admin, ada = make.admin(), member()
    launch = scheduled(supply=Supply(stock_total=5, per_member_limit=3))
    claim(ada, launch, quantity=3)
    # No page leads there while it runs: what stands in the row is asked all the same.
    with transaction():
        launch.state = "draft"

    with pytest.raises(Invalid) as refused:
        actions.change_supply(admin, launch, Supply(stock_total=2, per_member_limit=3))

    assert refused.value.reason == "below_claims"
    assert db.session.get(Launch, launch.id).stock_total == 5


def test_whoever_waits_by_a_window_that_is_over_stands_in_nobodys_way():
    tester, ada = member(username="zztester"), member(username="zzada")
    early = for_list(["zztester"], closes_at=NOON - MINUTE)
    launch = scheduled(early, for_list(["zzada"], opens_at=NOON), supply=Supply(stock_total=1))
    join(tester, launch, NOON - 2 * MINUTE)
    join(ada, launch, NOON - 2 * MINUTE)
    mine = queries.entry_of(ada.id, launch)

    places = [place(launch, mine, at) for at in (NOON - 2 * MINUTE, NOON)]

    assert places == [2, 1]
