from datetime import UTC, datetime, timedelta

import pytest

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.moderation import actions
from forum.moderation.models import Band, Team
from tests.support import make

FRIDAY = datetime(2026, 11, 20, 16, 45, tzinfo=UTC)


def old_member():
    return make.member(created_at=FRIDAY - timedelta(days=400))


def office():
    with transaction():
        week = [[540, 1020]] * 5 + [None, None]
        db.session.add(Team(key="moderation", name="Moderation", hours=week))


def case_of(severity, at=FRIDAY, about=None):
    with clock.at(at):
        return actions.hold(
            "kettle", 1, about=about or old_member(), reason="loud", severity=severity
        )


@pytest.mark.parametrize(
    ("severity", "band", "hours"),
    [
        (60, Band.URGENT, 0.5),
        (55, Band.URGENT, 0.5),
        (45, Band.HIGH, 2),
        (35, Band.NORMAL, 12),
        (20, Band.LOW, 48),
    ],
)
def test_a_new_case_is_due_by_its_band(kettles, severity, band, hours):
    case = case_of(severity)

    assert (case.priority, case.band, case.rank) == (severity, band, band.rank)
    assert case.due_at == FRIDAY + timedelta(hours=hours)


def test_what_is_not_urgent_is_due_in_working_hours(kettles):
    office()

    assert case_of(45).due_at == datetime(2026, 11, 23, 10, 45, tzinfo=UTC)


def test_what_is_urgent_is_due_around_the_clock(kettles):
    office()

    assert case_of(60).due_at == FRIDAY + timedelta(minutes=30)


def test_the_kind_says_how_bad_a_reason_is(kettles):
    kettles.severities = {"loud": 40}

    case = actions.hold("kettle", 1, about=old_member(), reason="loud")

    assert case.severity == 40
    assert case.parts == [{"part": "severity", "points": 40, "word": "loud"}]


def test_care_for_newcomers_is_a_part_of_it(kettles):
    case = case_of(20, about=make.member(created_at=FRIDAY - timedelta(days=2)))

    assert case.priority == 25
    assert case.parts[1] == {"part": "care", "points": 5, "word": "newcomer", "days": 2}


def test_flags_raise_a_case_and_give_it_the_time_of_its_new_band(kettles):
    case = case_of(35)

    with clock.at(FRIDAY + timedelta(minutes=10)):
        actions.weigh_flags(case, [6.25, 6.25], clause_key="kind", severity=45, right=80)

    assert (case.severity, case.priority, case.band) == (45, 57, Band.HIGH)
    assert case.due_at == FRIDAY + timedelta(hours=2, minutes=10)
    assert case.version == 2


def test_flags_that_are_taken_back_lower_it_again(kettles):
    case = case_of(35)
    actions.weigh_flags(case, [12.5])

    with clock.at(FRIDAY):
        actions.weigh_flags(case, [])

    assert (case.priority, case.band) == (35, Band.NORMAL)
    assert case.due_at == FRIDAY + timedelta(hours=12)


def test_a_promise_that_ends_earlier_than_the_band_decides(kettles):
    case = case_of(20)

    with clock.at(FRIDAY):
        actions.promise(case, "complaint", FRIDAY + timedelta(hours=4))

    assert case.due_at == FRIDAY + timedelta(hours=4)
    assert case.band is Band.LOW


def test_an_incident_counts_once(kettles):
    case = case_of(20)

    with clock.at(FRIDAY):
        actions.tie_to_incident(case)
        actions.tie_to_incident(case)

    assert case.priority == 35


def test_it_is_noted_when_waiting_or_lateness_changes_it_next(kettles):
    assert case_of(35).changes_at == FRIDAY + timedelta(minutes=30)


def test_a_post_is_held_where_nobody_asked_for_a_page(app):
    post = make.post(topic=make.topic(), text="Words of a post that waits.")

    case = actions.hold("post", post.id, about=post.author, reason="channel")

    assert case.channel_id == post.topic.channel_id
