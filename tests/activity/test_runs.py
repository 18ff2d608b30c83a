"""Weeks in a row: two a quarter may be missed, and the third ends the run."""

from datetime import date

import pytest

from forum.activity.queries import Streak, streak_of
from forum.activity.queries.runs import EPOCH, week_of

# 2026-W28 to 2026-W40 are the thirteen weeks whose Monday lies in the third quarter.
FIRST = 28


def weeks(*numbers: int, year: int = 2026) -> list[int]:
    return [week_of(date.fromisocalendar(year, one, 1).toordinal() - EPOCH) for one in numbers]


def run(*numbers: int, now: int) -> Streak:
    return streak_of(weeks(*numbers), *weeks(now))


def test_weeks_one_after_another_are_one_run():
    assert run(28, 29, 30, now=30) == Streak(3, 3)


def test_the_week_that_runs_is_not_missed_yet():
    assert run(28, 29, 30, now=31) == Streak(3, 3)


@pytest.mark.parametrize("missed", [(30,), (30, 31), (30, 33)])
def test_a_run_survives_two_frozen_weeks_of_a_quarter_which_are_not_counted(missed):
    there = [one for one in range(28, 37) if one not in missed]

    assert run(*there, now=36) == Streak(len(there), len(there))


def test_a_run_that_waits_is_there_until_the_third_missed_week_is_over():
    assert run(28, 29, 30, now=33) == Streak(3, 3)
    assert run(28, 29, 30, now=34) == Streak(0, 3)


def test_the_third_missed_week_of_a_quarter_ends_the_run():
    assert run(28, 29, 30, 32, 34, 36, now=36) == Streak(3, 5)
    assert run(28, 29, 30, 34, now=34) == Streak(1, 3)


def test_a_new_quarter_has_two_frozen_weeks_again():
    third = [28, 29, 31, 33, 34, 35, 36, 37, 38, 39, 40]

    assert run(*third, 42, 44, 45, now=45) == Streak(14, 14)
    assert run(*third, 42, 44, 46, 48, now=48) == Streak(3, 13)


def test_four_missed_weeks_in_a_row_are_bridged_only_across_the_turn_of_a_quarter():
    assert run(37, 38, 43, now=43) == Streak(3, 3)
    assert run(36, 37, 42, now=42) == Streak(1, 2)
    assert run(37, 38, 44, now=44) == Streak(1, 2)


def test_a_run_goes_on_over_the_turn_of_a_year():
    last, first = weeks(52, 53), weeks(1, 2, year=2027)

    assert streak_of([*last, *first], first[-1]) == Streak(4, 4)


def test_contributing_more_never_makes_a_run_shorter():
    some = set(weeks(28, 31, 32, 34, 35, 41, 44, 45, 46))
    now = weeks(47)[0]
    before = streak_of(some, now)

    for week in range(min(some) - 3, now + 1):
        after = streak_of(some | {week}, now)
        assert (after.now >= before.now, after.best >= before.best) == (True, True), week


def test_nobody_has_a_run_without_a_week():
    assert run(now=30) == Streak(0, 0)
