"""What several do at the same moment, who waits in a window that is over, and what stays over."""

from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy.orm.attributes import set_committed_value

from forum.kernel import clock
from forum.kernel.policy import Invalid, Refused
from forum.launches import actions, checks, queries
from forum.launches.actions import More, Opening, Supply
from forum.launches.models import Allocation, Audience, EntryState, LaunchState
from forum.launches.showing import shown, situation
from tests.launches.launched import (
    DAY,
    FOR_ALL,
    HOUR,
    MINUTE,
    NOON,
    for_list,
    member,
    scheduled,
    tier,
)
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")


def do(at, act, *given, **named):
    with clock.at(at):
        return act(*given, **named)


def state(who, launch):
    entry = queries.entry_of(who.id, launch)
    return entry and EntryState(entry.state)


def windows_of(launch):
    return queries.windows_of([launch.id])[launch.id]


def refusal(act, *given, **named):
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    return refused.value.verdict.reason


def as_another_process_has_it(launch, **values):
    """What a process still holds that read the launch a moment before another one changed it."""
    for name, value in values.items():
        set_committed_value(launch, name, value)


def test_let_go_on_by_two_at_once_it_comes_later_by_one_pause():
    launch, admin = scheduled(), make.admin()
    do(NOON - HOUR, actions.pause, admin, launch, "zzThe shop is down.")
    do(NOON - MINUTE, actions.resume, admin, launch)

    as_another_process_has_it(launch, stopped_at=NOON - HOUR)
    do(NOON - MINUTE, actions.resume, admin, launch)

    assert windows_of(launch)[0].opens_at == NOON + 59 * MINUTE


def test_of_two_who_add_pieces_at_once_nobody_takes_any_away():
    launch, admin = scheduled(supply=Supply(stock_total=2)), make.admin()
    do(NOON, actions.give_more, admin, launch, More({}, 9))

    as_another_process_has_it(launch, stock_total=2)
    with pytest.raises(Invalid):
        do(NOON, actions.give_more, admin, launch, More({}, 5))

    assert launch.stock_total == 9


def test_of_two_who_approve_at_once_one_is_told_that_it_is_done():
    launch = scheduled()

    as_another_process_has_it(launch, state=LaunchState.IN_REVIEW)

    assert refusal(do, NOON - DAY, actions.approve, make.admin(), launch) == "launch_not_in_review"


def test_what_was_called_off_is_offered_to_nobody():
    ada, ben = member(), member()
    launch = scheduled(supply=Supply(stock_total=1))
    do(NOON, actions.claim, ada, launch)
    do(NOON, actions.join, ben, launch)
    do(NOON + MINUTE, actions.cancel, make.admin(), launch, "zzIt does not come.")

    do(NOON + 2 * MINUTE, actions.leave, ada, launch)

    assert state(ben, launch) == EntryState.WAITING


def test_whose_offer_is_called_off_reads_that_it_is_over():
    ada, ben = member(), member()
    launch = scheduled(supply=Supply(stock_total=1))
    do(NOON, actions.claim, ada, launch)
    do(NOON, actions.join, ben, launch)
    do(NOON, actions.leave, ada, launch)
    do(NOON + MINUTE, actions.cancel, make.admin(), launch, "zzIt does not come.")

    assert refusal(do, NOON + 2 * MINUTE, actions.claim, ben, launch) == "launch_closed"


def test_words_of_a_pause_are_gone_when_it_is_a_draft_again():
    launch, admin = scheduled(), make.admin()
    do(NOON - HOUR, actions.pause, admin, launch, "zzThe shop is down.")

    do(NOON - MINUTE, actions.take_back, admin, launch)

    assert launch.note == ""


@pytest.mark.parametrize("frozen", [NOON + 2 * HOUR + MINUTE, NOON + DAY])
def test_who_is_in_a_draw_stands_when_entering_has_ended(frozen):
    launch = scheduled(supply=Supply(Allocation.DRAW, 1, hold_minutes=60))
    window, admin = windows_of(launch)[0], make.admin()
    do(NOON + HOUR, actions.give_more, admin, launch, More({window.id: NOON + 2 * HOUR + MINUTE}))

    with pytest.raises(Invalid) as refused:
        do(frozen + MINUTE, actions.give_more, admin, launch, More({window.id: NOON + 2 * DAY}))

    assert refused.value.reason == "entering_over"


def test_whoever_was_told_of_one_window_can_be_told_of_the_next():
    ada = member(username="ada")
    early = for_list(["ada"], opens_at=NOON - HOUR, closes_at=NOON - 30 * MINUTE)
    launch = scheduled(early, FOR_ALL)
    do(NOON - 2 * HOUR, actions.ask_to_be_told, ada, launch)
    do(NOON - HOUR, actions.tell_openings)
    before = situation(ada, shown(ada, launch, NOON - MINUTE)).is_told
    do(NOON - MINUTE, actions.ask_to_be_told, ada, launch)
    after = situation(ada, shown(ada, launch, NOON - MINUTE)).is_told

    do(NOON, actions.tell_openings)

    assert (before, after) == (False, True)
    assert queries.reminder_of(ada.id, launch).told_at == NOON


def test_whose_window_is_over_keeps_their_place_in_a_later_one_for_all():
    ada, ben, holder = member(username="ada"), member(), member()
    early = for_list(["ada"], opens_at=NOON - HOUR, closes_at=NOON - MINUTE)
    launch = scheduled(early, FOR_ALL, supply=Supply(stock_total=1, lobby_minutes=0))
    do(NOON - 30 * MINUTE, actions.join, ada, launch)
    do(NOON, actions.claim, holder, launch)
    do(NOON, actions.join, ben, launch)

    do(NOON + MINUTE, actions.leave, holder, launch)

    assert (state(ada, launch), state(ben, launch)) == (EntryState.OFFERED, EntryState.WAITING)
    assert queries.entry_of(ada.id, launch).window_id == windows_of(launch)[1].id
    assert do(NOON + 2 * MINUTE, actions.claim, ada, launch).state == EntryState.CLAIMED
    assert [problem for check in checks.ALL for problem in check.problems()] == []


def test_whose_offer_lapses_gives_way_to_those_of_an_earlier_window():
    ada, holder = member(username="ada"), member()
    early = for_list(["ada"], opens_at=NOON - HOUR, closes_at=NOON - MINUTE)
    launch = scheduled(early, FOR_ALL, supply=Supply(stock_total=1, lobby_minutes=0))
    do(NOON - 30 * MINUTE, actions.join, ada, launch)
    second = member()
    do(NOON, actions.claim, holder, launch)
    do(NOON, actions.leave, holder, launch)

    found = queries.holding(launch, windows_of(launch), NOON + MINUTE)

    assert found.state_of(queries.entry_of(ada.id, launch)) == EntryState.OFFERED
    assert refusal(do, NOON + MINUTE, actions.claim, second, launch) == "launch_sold_out"


def test_many_in_a_window_that_is_over_for_good_bar_nobodys_way(monkeypatch):
    monkeypatch.setattr(import_module("forum.launches.queries.holding"), "MOST_MOVED", 1)
    ada, ben, holder = member(username="ada"), member(tier_rank=30), member(tier_rank=30)
    early = for_list(["ada"], opens_at=NOON - HOUR, closes_at=NOON - MINUTE)
    late = Opening(NOON, NOON + HOUR, Audience.TIER, tier_id=tier().id)
    launch = scheduled(early, late, supply=Supply(stock_total=1, lobby_minutes=0))
    do(NOON - 30 * MINUTE, actions.join, ada, launch)
    do(NOON, actions.claim, holder, launch)
    do(NOON, actions.join, ben, launch)

    do(NOON + MINUTE, actions.leave, holder, launch)

    assert (state(ada, launch), state(ben, launch)) == (EntryState.WAITING, EntryState.OFFERED)


def test_a_higher_tier_waits_on_in_the_window_of_a_lower_one():
    gold, silver = tier(), tier("silver", 20)
    ada, holder = member(tier_rank=30), member(tier_rank=20)
    openings = (
        Opening(NOON - HOUR, NOON - MINUTE, Audience.TIER, tier_id=gold.id),
        Opening(NOON, NOON + HOUR, Audience.TIER, tier_id=silver.id),
    )
    launch = scheduled(*openings, supply=Supply(stock_total=1, lobby_minutes=0))
    do(NOON - 30 * MINUTE, actions.join, ada, launch)
    do(NOON, actions.claim, holder, launch)

    do(NOON + timedelta(minutes=1), actions.leave, holder, launch)

    assert state(ada, launch) == EntryState.OFFERED
