from datetime import UTC, date, datetime, timedelta

import pytest

from forum.moderation.hours import ALWAYS, Hours, after, between, is_open_at, next_opening

NINE_TO_FIVE = [(540, 1020)] * 5 + [None, None]
OFFICE = Hours(NINE_TO_FIVE, "UTC")
BERLIN = Hours(NINE_TO_FIVE, "Europe/Berlin")
FRIDAY = datetime(2026, 11, 20, 16, 45, tzinfo=UTC)


def minutes(number):
    return timedelta(minutes=number)


def test_half_an_hour_from_friday_a_quarter_to_five_is_monday_a_quarter_past_nine():
    assert after(FRIDAY, minutes(30), OFFICE) == datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


def test_what_is_just_done_when_they_close_is_due_then():
    assert after(FRIDAY, minutes(15), OFFICE) == datetime(2026, 11, 20, 17, tzinfo=UTC)


def test_somebody_is_always_there_until_hours_are_set():
    assert after(FRIDAY, timedelta(hours=48), ALWAYS) == FRIDAY + timedelta(hours=48)
    assert is_open_at(FRIDAY + timedelta(hours=12), ALWAYS)


def test_hours_are_those_of_the_teams_own_clock():
    moment = datetime(2026, 11, 20, 15, 45, tzinfo=UTC)  # 16:45 in Berlin

    assert after(moment, minutes(30), BERLIN) == datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


def test_the_night_in_which_clocks_change_does_not_move_the_opening():
    friday = datetime(2026, 10, 23, 14, 45, tzinfo=UTC)  # summer: 16:45 in Berlin

    assert after(friday, minutes(30), BERLIN) == datetime(2026, 10, 26, 8, 15, tzinfo=UTC)


def test_holidays_are_no_working_days():
    closed = Hours(NINE_TO_FIVE, "UTC", frozenset({date(2026, 11, 23)}))

    assert after(FRIDAY, minutes(30), closed) == datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
    assert next_opening(FRIDAY + timedelta(hours=1), closed) == datetime(
        2026, 11, 24, 9, tzinfo=UTC
    )


def test_a_long_time_goes_over_many_days():
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)

    assert after(monday, timedelta(hours=48), OFFICE) == datetime(2026, 11, 30, 17, tzinfo=UTC)


@pytest.mark.parametrize("span", [1, 30, 480, 1000, 3000])
def test_the_time_between_is_what_was_put_in(span):
    assert between(FRIDAY, after(FRIDAY, minutes(span), OFFICE), OFFICE) == minutes(span)


def test_no_time_passes_while_nobody_is_there():
    saturday = datetime(2026, 11, 21, 12, tzinfo=UTC)

    assert between(saturday, saturday + timedelta(hours=20), OFFICE) == timedelta()
    assert not is_open_at(saturday, OFFICE)
    assert is_open_at(FRIDAY, OFFICE)


def test_a_team_open_until_midnight_goes_on_without_a_gap():
    whole_days = Hours([(0, 1440)] * 7, "UTC")

    assert after(FRIDAY, timedelta(hours=48), whole_days) == FRIDAY + timedelta(hours=48)


def test_a_team_that_never_works_again_does_not_lose_what_is_due():
    year = date(2026, 1, 1)
    never = Hours(NINE_TO_FIVE, "UTC", frozenset(year + timedelta(days=n) for n in range(2500)))

    assert after(FRIDAY, minutes(30), never) == FRIDAY + minutes(30)
