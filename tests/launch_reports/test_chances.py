"""What the arithmetic of draws comes to, against what is known from elsewhere."""

from math import fsum

import pytest

from forum.draws import fair
from forum.launch_reports.chances import chances_of, fairness, p_value

# Quantiles of the chi-square distribution, as tables have them.
TABLE = [
    (3.841, 1, 0.05),
    (6.635, 1, 0.01),
    (5.991, 2, 0.05),
    (7.815, 3, 0.05),
    (9.488, 4, 0.05),
    (13.277, 4, 0.01),
]


@pytest.mark.parametrize(("value", "freedom", "chance"), TABLE)
def test_the_test_says_what_the_tables_say(value, freedom, chance):
    assert p_value(value, freedom) == pytest.approx(chance, rel=1e-3)


def test_nothing_amiss_is_no_surprise():
    assert p_value(0.0, 1) == p_value(0.0, 4) == 1.0


def test_sixty_entries_for_ten_places_win_as_a_weighted_sampler_has_it():
    found = chances_of(dict.fromkeys(range(1, 6), 12), 10)

    measured = {1: 0.060, 2: 0.117, 3: 0.170, 4: 0.219, 5: 0.267}
    assert found == pytest.approx(measured, abs=0.0015)


def test_two_entries_for_one_place_win_by_their_tickets():
    # Whoever has 3 of 4 tickets wins 3 times out of 4.
    assert chances_of({1: 1, 3: 1}, 1) == pytest.approx({1: 0.25, 3: 0.75}, abs=0.005)


@pytest.mark.parametrize("places", [1, 5, 50, 51, 400, 2_000])
def test_all_chances_together_are_the_places(places):
    entries = {1: 5_000, 2: 2_000, 3: 1_500, 4: 1_000, 5: 500}

    found = chances_of(entries, places)

    assert fsum(found[one] * entries[one] for one in entries) == pytest.approx(places, rel=0.002)


def test_the_published_draw_comes_to_what_is_expected():
    entries = {f"{n:03}": 1 + n % 3 for n in range(60)}
    won = dict.fromkeys((1, 2, 3), 0)
    for seed in range(400):
        for one in fair.ranking(f"seed {seed}", "kettle", entries)[:12]:
            won[entries[one.entry]] += 1

    found = chances_of({1: 20, 2: 20, 3: 20}, 12)

    assert {one: won[one] / 8_000 for one in won} == pytest.approx(found, abs=0.012)


def test_where_all_win_or_nobody_does_there_is_nothing_to_test():
    all_win, nobody = fairness({1: 3, 2: 2}, {1: 3, 2: 2}), fairness({1: 3, 2: 2}, {})

    assert (all_win.p_value, nobody.p_value) == (None, None)
    assert [one.chance for one in (*all_win.classes, *nobody.classes)] == [1, 1, 0, 0]


def test_with_as_many_tickets_everybody_has_the_same_chance():
    found = fairness({1: 8}, {1: 2})

    assert (found.classes[0].chance, found.p_value) == (0.25, None)


def test_chi_square_is_the_one_counted_by_hand():
    found = fairness({1: 100, 2: 100}, {1: 10, 2: 20})

    # A hundred of each for 30 places: 10.2 and 19.8 are expected.
    low, high = found.classes
    by_hand = (10 - low.expected) ** 2 / (low.expected * (1 - low.chance)) + (
        20 - high.expected
    ) ** 2 / (high.expected * (1 - high.chance))
    assert (low.expected, high.expected) == pytest.approx((10.4, 19.6), abs=0.4)
    assert found.chi_square == pytest.approx(by_hand)
    assert found.freedom == 1
    assert found.p_value == pytest.approx(p_value(by_hand, 1))


def test_a_draw_that_prefers_those_with_few_tickets_stands_out():
    found = fairness({1: 100, 5: 100}, {1: 40, 5: 10})

    assert found.p_value is not None and found.p_value < 1e-6
    assert not found.is_thin


def test_a_small_draw_says_so():
    assert fairness({1: 10, 2: 10}, {1: 1, 2: 1}).is_thin
