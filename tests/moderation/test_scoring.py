from datetime import UTC, datetime, timedelta

import pytest

from forum.moderation import scoring
from forum.moderation.models import Band

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("harm", "points"),
    [
        ("safety", 60),
        ("private", 55),
        ("hate", 45),
        ("unsafe_claim", 40),
        ("scam", 35),
        ("advert", 20),
        ("off_topic", 8),
    ],
)
def test_each_harm_has_its_severity(harm, points):
    assert scoring.BY_HARM[harm] == points


@pytest.mark.parametrize(
    ("standing", "agreed", "disagreed", "weight"),
    [
        (0, 0, 0, 1.25),
        (4, 0, 0, 6.25),
        (2, 6, 0, 6.0),
        (0, 0, 6, 0.5),
    ],
)
def test_a_flag_weighs_by_standing_and_by_how_often_it_was_right(
    standing, agreed, disagreed, weight
):
    got = scoring.flag_weight(standing=standing, agreed=agreed, disagreed=disagreed)

    assert got == pytest.approx(weight)


def test_flags_add_no_more_than_25_and_say_how_many_there_are():
    part = scoring.by_flags([6.25] * 5, clause="kind", right=92)

    assert part == {"part": "flags", "points": 25.0, "word": "kind", "count": 5, "right": 92}


@pytest.mark.parametrize(("views", "points"), [(0, 0), (9, 5), (99, 10), (10**6, 15)])
def test_reach_adds_five_for_each_tenfold_of_views_up_to_15(views, points):
    assert scoring.by_reach(views)["points"] == points


@pytest.mark.parametrize(("days", "points"), [(0, 5), (6, 5), (7, 0), (400, 0)])
def test_care_is_for_those_who_are_here_for_less_than_a_week(days, points):
    assert scoring.by_newcomer(timedelta(days=days))["points"] == points


@pytest.mark.parametrize(
    ("severity", "minutes", "points"),
    [(35, 29, 0), (35, 30, 1), (35, 600, 20), (35, 6000, 20), (34, 239, 0), (34, 240, 1)],
)
def test_waiting_adds_a_point_each_half_hour_or_four_hours_up_to_20(severity, minutes, points):
    assert scoring.by_wait(severity, timedelta(minutes=minutes))["points"] == points


def test_it_is_known_when_waiting_gives_the_next_point():
    assert scoring.next_wait(35, timedelta(minutes=40)) == timedelta(minutes=20)
    assert scoring.next_wait(20, timedelta(hours=3)) == timedelta(hours=1)
    assert scoring.next_wait(20, timedelta(hours=80)) is None


@pytest.mark.parametrize(
    ("priority", "severity", "band"),
    [
        (100, 20, Band.URGENT),
        (70, 20, Band.URGENT),
        (56, 55, Band.URGENT),
        (69, 54, Band.HIGH),
        (45, 20, Band.HIGH),
        (44, 20, Band.NORMAL),
        (25, 8, Band.NORMAL),
        (24, 8, Band.LOW),
        (0, 0, Band.LOW),
    ],
)
def test_bands_begin_where_they_should(priority, severity, band):
    assert scoring.band_of(priority, severity) is band


def test_the_priority_is_the_sum_of_its_parts_and_no_more_than_100():
    parts = [scoring.by_severity(45, "hate"), scoring.by_flags([6.25, 6.25]), scoring.by_reach(9)]

    assert scoring.total(parts) == 62
    assert scoring.total([*parts, scoring.by_incident(), scoring.by_severity(60, "x")]) == 100


def test_what_falls_short_of_a_band_does_not_reach_it():
    assert scoring.total([{"part": "severity", "points": 69.9, "word": ""}]) == 69


def test_what_is_late_stands_one_band_higher_and_never_above_the_first():
    assert scoring.rank_of(Band.LOW, MONDAY, MONDAY - timedelta(minutes=1)) == 3
    assert scoring.rank_of(Band.LOW, MONDAY, MONDAY) == 2
    assert scoring.rank_of(Band.URGENT, MONDAY, MONDAY) == 0
