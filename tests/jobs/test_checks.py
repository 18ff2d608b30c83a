from datetime import timedelta

import pytest

from forum.jobs import actions, checks, queries
from forum.jobs.models import Job, Pulse
from forum.jobs.timetable import Timetable
from forum.jobs.worker import Worker
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.manifest import Schedule
from forum.kernel.unit import transaction

KIND = "uploads.sizes"
HOUR = timedelta(hours=1)


@pytest.fixture
def a_worker_is_there(app, monkeypatch):
    """One that has lived for two hours, with a timetable of one line that it has kept."""
    monkeypatch.setitem(app.extensions, "schedules", [Schedule("jobs.purge", 600)])
    now = clock.now()
    with transaction():
        db.session.add(Pulse(name="here:1", started_at=now - 2 * HOUR, at=now))
    with clock.at(now - checks.SLACK):
        Timetable(app.extensions["schedules"]).enqueue_due()
    take(done_at=now)


def take(**values):
    """Let whatever waits be as told."""
    with transaction():
        db.session.query(Job).update(values)


def owe(*, due, **values):
    with transaction():
        db.session.add(Job(kind=KIND, payload={}, run_at=clock.now() - due, **values))


def test_work_that_no_slice_does_is_amiss(app):
    assert list(checks.nobody_works_on_it()) == []

    actions.enqueue("unheard_of", {})

    assert list(checks.nobody_works_on_it()) == [
        "jobs of the kind unheard_of wait, and no slice works on them"
    ]
    take(done_at=clock.now())


@pytest.mark.usefixtures("a_worker_is_there")
def test_work_of_a_schedule_that_has_no_row_is_lost():
    assert list(checks.lost()) == []

    with transaction():
        db.session.query(Job).delete()

    [problem] = checks.lost()
    assert problem.startswith("jobs.purge was due for period:")
    with transaction():
        db.session.query(Pulse).delete()
    assert list(checks.lost()) == []


@pytest.mark.usefixtures("a_worker_is_there")
def test_a_job_that_nobody_takes_while_a_worker_is_there_is_stuck():
    owe(due=HOUR)

    [problem] = checks.stuck()

    assert f"({KIND}) is due since" in problem
    with transaction():
        db.session.query(Pulse).update({"at": clock.now() - HOUR})
    # Since the worker is away nobody could have taken it.
    assert list(checks.stuck()) == []


@pytest.mark.usefixtures("a_worker_is_there")
def test_a_job_whose_holder_is_long_gone_is_stuck():
    owe(due=HOUR, leased_until=clock.now() - HOUR + timedelta(minutes=1), attempts=1)

    assert len(list(checks.stuck())) == 1
    take(done_at=clock.now(), leased_until=None)


@pytest.mark.usefixtures("a_worker_is_there")
def test_a_job_in_a_long_row_is_late_and_not_stuck():
    owe(due=2 * HOUR, done_at=clock.now())
    owe(due=HOUR)

    assert list(checks.stuck()) == []


@pytest.mark.usefixtures("a_worker_is_there")
def test_a_job_in_a_workers_hands_is_not_stuck():
    owe(due=HOUR, leased_until=clock.now() + timedelta(seconds=20), attempts=1)

    assert list(checks.stuck()) == []


def test_a_job_that_ended_in_two_ways_is_amiss(app):
    now = clock.now()
    owe(due=HOUR, done_at=now)
    owe(due=HOUR, dead_at=now)
    assert list(checks.in_two_states()) == []

    take(leased_until=now)

    assert len(list(checks.in_two_states())) == 2
    take(leased_until=None, dead_at=now, done_at=now)
    assert len(list(checks.in_two_states())) == 2
    take(dead_at=None)


def test_what_falls_due_while_all_hands_are_full_is_owed_all_the_same(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "schedules", [Schedule("tick", every_seconds=60)])
    busy = Worker(app, hands=1)
    busy._free.acquire()

    assert not busy._hand_out()

    assert [each.kind for each in queries.waiting()] == ["tick"]
