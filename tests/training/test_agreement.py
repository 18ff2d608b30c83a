"""Figures of agreement against values worked out by hand."""

import pytest

from forum.training.agreement import agreement, pairs_alike


def test_three_people_on_four_cases_as_worked_by_hand():
    # Pairs alike: 3 of 3, 1 of 3, 1 of 3, 0 of 3: together 5/3 of 4, so P = 5/12.
    # Of 12 decisions 6 are keep, 4 hide, 2 remove: Pe = 1/4 + 1/9 + 1/36 = 14/36 = 7/18.
    # (5/12 - 7/18) / (1 - 7/18) = (1/36) / (11/18) = 1/22.
    counts = [
        {"keep": 3},
        {"keep": 2, "hide": 1},
        {"hide": 2, "remove": 1},
        {"keep": 1, "hide": 1, "remove": 1},
    ]

    found = agreement(counts)

    assert found.share == pytest.approx(5 / 12)
    assert found.kappa == pytest.approx(1 / 22)
    assert (found.people, found.cases, found.unanimous) == (3, 4, 1)


def test_two_people_of_one_mind_on_different_decisions_agree_wholly():
    found = agreement([{"keep": 2}, {"hide": 2}])

    assert (found.share, found.kappa, found.unanimous) == (1, 1, 2)


def test_two_people_who_always_differ_agree_less_than_by_chance():
    # P = 0, Pe = 1/2: -1.
    found = agreement([{"keep": 1, "hide": 1}, {"keep": 1, "hide": 1}])

    assert found.kappa == pytest.approx(-1)


def test_when_everybody_says_the_same_each_time_chance_explains_all():
    found = agreement([{"keep": 4}, {"keep": 4}])

    assert (found.share, found.kappa) == (1, None)


def test_one_person_alone_agrees_with_nobody():
    assert agreement([{"keep": 1}]) is None
    assert agreement([]) is None


def test_pairs_are_counted_among_all_pairs():
    # Four people, three alike: 3 of 6 pairs.
    assert pairs_alike({"keep": 3, "hide": 1}) == pytest.approx(0.5)
