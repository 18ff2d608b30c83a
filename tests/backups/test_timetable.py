from datetime import UTC, datetime, timedelta

import pytest

from forum.backups import actions, queries, tasks
from forum.backups.models import Backup, Stage
from forum.backups.settings import EVERY, HOUR
from forum.jobs import actions as jobs
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.site import actions as site
from tests.support import make

NIGHT = datetime(2026, 3, 10, 3, 20, tzinfo=UTC)
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def lived_in(app):
    """A forum with an owner, whose timetable has looked for two weeks."""
    make.admin()
    with clock.at(NIGHT - timedelta(days=14)):
        jobs.enqueue(queries.LOOK, {}, key="period:1")


def made(moment, **given):
    row = {"made_at": moment, "stage": Stage.DONE, "file": "x.tar"} | given
    return make.save(Backup(asked_at=moment, **row))


def due(moment):
    with clock.at(moment):
        return queries.is_due()


@pytest.mark.parametrize(
    ("last", "now", "is_due"),
    [
        (NIGHT - timedelta(days=1), NIGHT, True),
        # In time for the quiet hour, though the day is not quite over.
        (NIGHT - timedelta(hours=19), NIGHT, True),
        (NIGHT - timedelta(hours=10), NIGHT, False),
        (NOON - timedelta(hours=26), NOON, False),
        # The machine sleeps at night.
        (NOON - timedelta(hours=37), NOON, True),
    ],
)
def test_a_daily_backup_waits_for_the_quiet_hour(lived_in, last, now, is_due):
    made(last)

    assert due(now) is is_due


@pytest.mark.parametrize(("hours", "is_due"), [(5, False), (7, True)])
def test_several_a_day_come_at_any_hour(lived_in, hours, is_due):
    site.assign(EVERY.key, "6h")
    made(NOON - timedelta(hours=hours))

    assert due(NOON) is is_due


def test_the_quiet_hour_can_be_chosen(lived_in):
    site.assign(HOUR.key, 12)
    made(NOON - timedelta(days=1))

    assert due(NOON)
    assert not due(NOON + timedelta(hours=2))


def test_the_first_one_is_due_soon_after_people_came(lived_in):
    assert due(NOON)


def test_a_forum_that_has_just_begun_waits_for_the_night(app):
    make.admin()
    with clock.at(NOON):
        jobs.enqueue(queries.LOOK, {}, key="period:1")

    assert not due(NOON + timedelta(hours=1))
    assert due(NIGHT + timedelta(days=1))


def test_an_empty_forum_keeps_nothing(app):
    jobs.enqueue(queries.LOOK, {}, key="period:1")

    assert not due(clock.now() + timedelta(days=30))


def test_none_makes_itself_when_it_is_switched_off(lived_in):
    site.assign(EVERY.key, "off")

    assert not due(NIGHT)


def test_after_a_failure_there_is_a_pause(lived_in):
    make.save(Backup(asked_at=NIGHT, failed_at=NIGHT, reason="no_room"))

    assert not due(NIGHT + timedelta(minutes=30))
    assert due(NIGHT + timedelta(minutes=90))


def test_after_a_failure_nobody_waits_for_the_next_night(lived_in):
    made(NIGHT - timedelta(days=1))
    make.save(Backup(asked_at=NIGHT, failed_at=NIGHT, reason="no_room"))

    assert not due(NIGHT + timedelta(minutes=50))
    assert due(NIGHT + timedelta(minutes=70))


def test_of_failures_in_a_row_the_latest_is_shown(lived_in):
    for hours in (3, 2, 1):
        at = NIGHT - timedelta(hours=hours)
        make.save(Backup(asked_at=at, failed_at=at, reason="no_room"))

    actions.throw_away_surplus()

    assert [row.failed_at for row in queries.shown().items] == [NIGHT - timedelta(hours=1)]


def test_one_at_a_time(lived_in):
    make.save(Backup(asked_at=NIGHT))

    assert not due(NIGHT + timedelta(hours=2))


def test_a_try_that_nobody_works_on_is_given_up(lived_in):
    stuck = make.save(Backup(asked_at=clock.now() - timedelta(hours=7)))
    fresh = make.save(Backup(asked_at=clock.now()))

    actions.give_up_stuck()

    db.session.expire_all()
    assert stuck.reason == "cut_short"
    assert fresh.is_open


def test_what_is_due_is_owed_once(lived_in):
    site.assign(EVERY.key, "6h")

    tasks.look({})
    tasks.look({})

    wanted = db.session.scalars(db.select(Job).where(Job.kind == actions.MAKE)).all()
    assert [job.payload for job in wanted] == [{"backup_id": queries.open_one().id}]
