import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.jobs import actions, queries, worker
from forum.jobs.models import Job
from forum.jobs.worker import Worker
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.leaving import go_on_or_leave
from forum.kernel.manifest import Schedule

PATIENCE = 10


@pytest.fixture
def handle(app, monkeypatch):
    """Let a kind of job be worked on by a function for the length of the test."""

    def by(kind, function):
        monkeypatch.setitem(app.extensions["tasks"], kind, function)

    return by


@pytest.fixture
def at_work(app, monkeypatch):
    """A worker in a thread of its own, without the schedules of the slices."""
    monkeypatch.setitem(app.extensions, "schedules", [])
    stop = threading.Event()
    threads = []

    def start(**how):
        thread = threading.Thread(target=Worker(app, **how).run, args=[stop])
        thread.start()
        threads.append(thread)

    yield start
    stop.set()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def job():
    db.session.commit()
    return db.session.scalars(select(Job).execution_options(populate_existing=True)).one()


def test_due_work_is_done_and_marked_as_done(app, handle):
    seen = []
    handle("greet", seen.append)
    actions.enqueue("greet", {"name": "Ada"})

    assert worker.work_off(app) == 1
    assert seen == [{"name": "Ada"}]
    assert job().done_at is not None


def test_a_failing_job_keeps_its_error_and_does_not_hold_up_the_others(app, handle):
    seen = []
    handle("poison", lambda payload: 1 / 0)
    handle("greet", seen.append)
    actions.enqueue("poison", {})
    actions.enqueue("greet", {})

    worker.work_off(app)

    assert seen == [{}]
    poisoned = queries.waiting()[0]
    assert "ZeroDivisionError" in poisoned.last_error
    assert poisoned.run_at > clock.now()


def test_what_a_failing_job_wrote_is_undone(app, handle):
    def write_and_fail(payload):
        db.session.add(Job(kind="half", payload={}))
        db.session.flush()
        raise ValueError

    handle("half", write_and_fail)
    actions.enqueue("half", {})

    worker.work_off(app)

    assert job().attempts == 1


def test_work_of_a_kind_that_nobody_knows_waits_for_a_slice_that_does(app):
    actions.enqueue("unheard_of", {})

    worker.work_off(app)

    assert "No slice works on unheard_of" in job().last_error
    assert job().done_at is None


def test_a_job_that_kills_its_worker_every_time_is_given_up(app, handle):
    moment = clock.now()
    actions.enqueue("deadly", {}, run_at=moment)
    for _ in range(8):
        with clock.at(moment):
            actions.take()
        moment += timedelta(minutes=1)

    with clock.at(moment):
        worker.work_off(app)

    assert job().dead_at is not None


def test_a_running_worker_finds_new_work_soon(app, handle, at_work):
    done = threading.Event()
    handle("greet", lambda payload: done.set())
    at_work()

    actions.enqueue("greet", {})

    assert done.wait(2)


def test_two_workers_do_each_of_many_jobs_once(app, handle, at_work):
    seen, finished = [], threading.Event()

    def note(payload):
        seen.append(payload["n"])
        if len(seen) == 40:
            finished.set()

    handle("count", note)
    for n in range(40):
        actions.enqueue("count", {"n": n})
    at_work()
    at_work()

    assert finished.wait(PATIENCE)
    assert sorted(seen) == list(range(40))


def test_a_slow_job_does_not_hold_up_a_quick_one(app, handle, at_work):
    quick_is_done, may_end = threading.Event(), threading.Event()
    handle("slow", lambda payload: may_end.wait(PATIENCE))
    handle("quick", lambda payload: quick_is_done.set())
    actions.enqueue("slow", {})
    actions.enqueue("quick", {})
    at_work()

    assert quick_is_done.wait(PATIENCE)
    may_end.set()


def test_the_lease_of_a_long_job_is_kept_while_its_worker_lives(app, handle, at_work):
    tries, second_lease_is_over = [], threading.Event()

    def outlast_two_leases(payload):
        tries.append(1)
        second_lease_is_over.wait(1.5)

    handle("long", outlast_two_leases)
    handle("after", lambda payload: second_lease_is_over.set())
    actions.enqueue("long", {})
    at_work(lease=timedelta(seconds=0.6))
    actions.enqueue("after", {}, run_at=clock.now() + timedelta(seconds=1.3))

    assert second_lease_is_over.wait(PATIENCE)
    assert tries == [1]


def test_a_worker_that_is_told_to_stop_puts_its_long_job_back(app, handle, monkeypatch):
    monkeypatch.setitem(app.extensions, "schedules", [])
    begun, stop = threading.Event(), threading.Event()

    def work_for_hours(payload):
        begun.set()
        for _ in range(PATIENCE * 50):
            go_on_or_leave()
            stop.wait(0.02)

    handle("hours", work_for_hours)
    actions.enqueue("hours", {})
    thread = threading.Thread(target=Worker(app).run, args=[stop])
    thread.start()
    assert begun.wait(PATIENCE)
    stop.set()
    thread.join(PATIENCE / 2)

    assert not thread.is_alive()
    left = job()
    assert (left.attempts, left.leased_until, left.done_at) == (0, None, None)
    assert left.last_error is None
    handle("hours", lambda payload: go_on_or_leave())
    assert worker.work_off(app) == 1
    assert job().done_at is not None


def test_a_worker_that_cannot_reach_the_database_goes_on_when_it_is_back(app, handle, monkeypatch):
    tries = []

    def away_at_first(*_):
        tries.append(1)
        if len(tries) < 3:
            raise OSError("the database is away")
        return False

    monkeypatch.setattr(queries, "is_any_due", away_at_first)
    monkeypatch.setitem(app.extensions, "schedules", [])
    patient = Worker(app)

    assert [patient._turn() for _ in range(3)] == [0.5, 1.0, 0.25]


def test_a_schedule_owes_its_work_once_a_period_even_with_two_workers(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "schedules", [Schedule("tidy", 3600)])
    noon = clock.now().replace(minute=0, second=5)
    workers = [Worker(app), Worker(app)]

    def look(moment):
        with clock.at(moment):
            for each in workers:
                each._timetable.enqueue_due()
        db.session.commit()
        return len(queries.waiting())

    assert look(noon) == 1
    assert look(noon + timedelta(minutes=54)) == 1
    assert look(noon + timedelta(minutes=65)) == 2


def test_a_kind_takes_no_more_hands_than_it_may(app, handle, at_work, monkeypatch):
    monkeypatch.setitem(app.extensions["hands"], "slow", 2)
    let_go, two, greeted = threading.Event(), threading.Semaphore(0), threading.Event()
    begun = []

    def wait(payload):
        begun.append(payload["n"])
        two.release()
        assert let_go.wait(PATIENCE)

    handle("slow", wait)
    handle("greet", lambda payload: greeted.set())
    for n in range(6):
        actions.enqueue("slow", {"n": n})
    actions.enqueue("greet", {})
    db.session.commit()

    at_work()

    assert two.acquire(timeout=PATIENCE)
    assert two.acquire(timeout=PATIENCE)
    # It was owed after all the slow ones, and there are hands left for it.
    assert greeted.wait(PATIENCE)
    assert sorted(begun) == [0, 1]
    let_go.set()
    for _ in range(4):
        assert two.acquire(timeout=PATIENCE)
    assert sorted(begun) == [0, 1, 2, 3, 4, 5]


def test_letters_leave_hands_for_other_work(app):
    assert 0 < app.extensions["hands"]["mail.send"] < worker.HANDS


def test_a_kind_that_was_begun_a_moment_ago_waits_and_others_do_not(
    app, handle, at_work, monkeypatch
):
    monkeypatch.setitem(app.extensions["pauses"], "gather", 1.0)
    moments, greeted = [], threading.Event()
    both = threading.Semaphore(0)

    def gather(payload):
        moments.append(time.monotonic())
        both.release()

    handle("gather", gather)
    handle("greet", lambda payload: greeted.set())
    for kind in ("gather", "gather", "greet"):
        actions.enqueue(kind, {})
    db.session.commit()

    at_work()

    assert greeted.wait(PATIENCE)
    assert len(moments) == 1
    assert both.acquire(timeout=PATIENCE) and both.acquire(timeout=PATIENCE)
    assert moments[1] - moments[0] >= 1.0


def test_posts_of_a_moment_are_indexed_together_and_soon(app):
    assert 0 < app.extensions["pauses"]["search.index"] <= 2.0
