"""The gates of a launch to the second: a table of every edge, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.launches import gates
from forum.launches.gates import Phase, Reach
from forum.launches.models import Audience, Embargo, Launch, LaunchState, LaunchWindow
from forum.tiers.models import Tier, TierKind

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
GOLD = Tier(id=1, slug="gold", rank=30, kind=TierKind.EARNED)


def launch(**given):
    given.setdefault("state", LaunchState.SCHEDULED)
    given.setdefault("embargo", Embargo.NONE)
    return Launch(**given)


def window(number, opens, closes, **given):
    given.setdefault("audience", Audience.ALL)
    return LaunchWindow(id=number, opens_at=opens, closes_at=closes, **given)


ONE = window(1, NOON, NOON + HOUR)
TWO = window(2, NOON + 3 * HOUR, NOON + 4 * HOUR)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (NOON - SECOND, Phase.SCHEDULED),
        (NOON - timedelta(microseconds=1), Phase.SCHEDULED),
        (NOON, Phase.LIVE),
        (NOON + SECOND, Phase.LIVE),
        (NOON + HOUR - SECOND, Phase.LIVE),
        (NOON + HOUR, Phase.LIVE),
        (NOON + HOUR + timedelta(milliseconds=999), Phase.LIVE),
        (NOON + HOUR + SECOND, Phase.BETWEEN),
        (NOON + 3 * HOUR - SECOND, Phase.BETWEEN),
        (NOON + 3 * HOUR, Phase.LIVE),
        (NOON + 4 * HOUR, Phase.LIVE),
        (NOON + 4 * HOUR + SECOND, Phase.CLOSED),
    ],
    ids=str,
)
def test_a_launch_opens_and_closes_to_the_second(at, phase):
    assert gates.phase_of(launch(), [ONE, TWO], at) is phase


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        (LaunchState.DRAFT, Phase.DRAFT),
        (LaunchState.IN_REVIEW, Phase.IN_REVIEW),
        (LaunchState.CANCELLED, Phase.CANCELLED),
    ],
)
def test_what_people_decided_stands_above_the_clock(state, phase):
    assert gates.phase_of(launch(state=state), [ONE], NOON + SECOND) is phase


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (NOON - HOUR - SECOND, Phase.SCHEDULED),
        (NOON - HOUR, Phase.TEASER),
        (NOON - SECOND, Phase.TEASER),
        (NOON, Phase.LIVE),
    ],
    ids=str,
)
def test_a_teaser_begins_to_the_second(at, phase):
    teased = launch(embargo=Embargo.TEASER, teaser_at=NOON - HOUR)

    assert gates.phase_of(teased, [ONE], at) is phase


def test_all_taken_is_said_only_while_a_window_is_open():
    assert gates.phase_of(launch(), [ONE], NOON, is_sold_out=True) is Phase.SOLD_OUT
    assert gates.phase_of(launch(), [ONE], NOON - SECOND, is_sold_out=True) is Phase.SCHEDULED


def test_while_it_is_paused_its_clock_stands_still():
    paused = launch(stopped_at=NOON - SECOND)

    assert gates.phase_of(paused, [ONE], NOON + HOUR) is Phase.PAUSED
    assert gates.time_of(paused, NOON + HOUR) == NOON - SECOND
    assert not gates.has_opened(ONE, gates.time_of(paused, NOON + HOUR))


MEMBER = Reach(user_id=7)


@pytest.mark.parametrize(
    ("given", "reach", "is_in"),
    [
        ({"audience": Audience.PUBLIC}, Reach(), True),
        ({"audience": Audience.ALL}, Reach(), False),
        ({"audience": Audience.ALL}, MEMBER, True),
        ({"audience": Audience.TIER, "tier": GOLD}, Reach(7, 29), False),
        ({"audience": Audience.TIER, "tier": GOLD}, Reach(7, 30), True),
        ({"audience": Audience.TIER, "tier": GOLD}, Reach(7, 40), True),
        ({"audience": Audience.BADGE, "badge_id": 5}, Reach(7, 99), False),
        ({"audience": Audience.BADGE, "badge_id": 5}, Reach(7, badges=frozenset({5})), True),
        ({"audience": Audience.LIST}, Reach(7, 99), False),
        ({"audience": Audience.LIST}, Reach(7, lists=frozenset({1})), True),
        ({"audience": Audience.LIST}, Reach(7, lists=frozenset({2})), False),
    ],
    ids=["-".join([str(n)]) for n in range(11)],
)
def test_a_window_is_for_whom_it_says(given, reach, is_in):
    assert gates.includes(window(1, NOON, NOON + HOUR, **given), reach) is is_in


def test_the_best_window_is_the_first_one_of_mine_that_is_not_over():
    gold = window(1, NOON, NOON + HOUR, audience=Audience.TIER, tier=GOLD)
    later = window(2, NOON + HOUR, NOON + 5 * HOUR)

    assert gates.best([later, gold], Reach(7, 30), NOON) is gold
    assert gates.best([later, gold], Reach(7, 30), NOON + HOUR) is gold
    assert gates.best([later, gold], Reach(7, 30), NOON + HOUR + SECOND) is later
    assert gates.best([later, gold], Reach(7, 0), NOON) is later
    assert gates.best([later, gold], Reach(), NOON) is None


def stock(total, caps, taken=None, *, early=100, last=Audience.ALL):
    windows = [
        window(n, NOON + n * HOUR, NOON + 50 * HOUR, stock_cap=cap, audience=Audience.LIST)
        for n, cap in enumerate(caps, 1)
    ]
    windows[-1].audience = last
    return gates.stock_of(launch(stock_total=total), windows, taken or {}, early_percent=early)


@pytest.mark.parametrize(
    ("caps", "taken", "left"),
    [
        # Testers, gold, silver, all with the rest, of 300.
        ((60, 90, 120, None), {}, [60, 150, 270, 300]),
        ((60, 90, 120, None), {1: 41}, [19, 109, 229, 259]),
        # What testers leave flows to gold; what is kept for silver is not taken by gold.
        ((60, 90, 120, None), {1: 41, 2: 109}, [0, 0, 120, 150]),
        ((60, 90, 120, None), {1: 60, 2: 90, 3: 120, 4: 30}, [0, 0, 0, 0]),
        # Taken later leaves less for earlier ones too, once it comes out of what they shared.
        ((60, 90, 120, None), {4: 300}, [0, 0, 0, 0]),
        ((60, 90, 120, None), {3: 250}, [20, 20, 20, 50]),
        # Caps that add up to more than there is.
        ((300, 300, None), {}, [300, 300, 300]),
        ((None, None), {}, [300, 300]),
        # The last window has the rest, whatever its cap.
        ((10, 20), {}, [10, 300]),
        ((0, None), {}, [0, 300]),
    ],
    ids=[str(n) for n in range(10)],
)
def test_shares_flow_on_and_what_is_kept_for_later_is_kept(caps, taken, left):
    found = stock(300, caps, taken)

    assert [found.left_by(n) for n in range(1, len(caps) + 1)] == left


@pytest.mark.parametrize(
    ("total", "early", "most"), [(300, 50, 150), (301, 50, 150), (1, 50, 0), (300, 100, 270)]
)
def test_before_it_opens_for_all_only_a_share_can_go(total, early, most):
    found = stock(total, (60, 90, 120, None), early=early)

    assert found.left_by(3) == min(most, total)
    assert found.left_by(4) == total


def test_without_a_window_for_all_there_is_no_share_to_keep():
    assert stock(300, (60, None), early=50, last=Audience.LIST).left_by(2) == 300


def test_without_an_end_of_them_there_is_always_one():
    endless = gates.stock_of(launch(stock_total=None), [ONE], {1: 10**6}, early_percent=50)

    assert endless.has(1, 10) and endless.left is None
