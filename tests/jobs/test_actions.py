from datetime import timedelta

from sqlalchemy import select

from forum.jobs import actions, queries
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db

START = clock.now()


def later(**time):
    return clock.at(START + timedelta(**time))


def all_jobs():
    every = select(Job).order_by(Job.id).execution_options(populate_existing=True)
    return db.session.scalars(every).all()


def test_work_of_one_kind_and_key_is_owed_once(app):
    actions.enqueue("tidy", {"of": 1}, key="a")
    actions.enqueue("tidy", {"of": 2}, key="a")
    actions.enqueue("other", {"of": 3}, key="a")

    assert [(job.kind, job.payload) for job in all_jobs()] == [
        ("tidy", {"of": 1}),
        ("other", {"of": 3}),
    ]


def test_work_without_a_key_is_owed_as_often_as_it_was_asked_for(app):
    actions.enqueue("tidy", {})
    actions.enqueue("tidy", {})

    assert len(all_jobs()) == 2


def test_the_oldest_due_job_is_taken_first_and_one_of_the_future_is_left(app):
    with clock.at(START):
        actions.enqueue("tomorrow", {}, run_at=START + timedelta(days=1))
        actions.enqueue("second", {}, run_at=START - timedelta(minutes=1))
        actions.enqueue("first", {}, run_at=START - timedelta(minutes=2))

        assert actions.take().kind == "first"
        assert actions.take().kind == "second"
        assert actions.take() is None


def test_a_job_that_somebody_holds_is_nobody_elses_until_the_lease_runs_out(app):
    with later(seconds=0):
        actions.enqueue("tidy", {}, run_at=START)
        actions.take()
    with later(seconds=29):
        assert actions.take() is None
    with later(seconds=31):
        assert actions.take().attempt == 2


def test_a_kept_lease_lasts_longer(app):
    with later(seconds=0):
        actions.enqueue("tidy", {}, run_at=START)
        taken = actions.take()
    with later(seconds=20):
        actions.keep(taken)
    with later(seconds=40):
        assert actions.take() is None
    with later(seconds=51):
        assert actions.take().attempt == 2


def test_who_lost_the_lease_can_neither_finish_nor_fail_the_job_of_the_next_holder(app):
    with later(seconds=0):
        actions.enqueue("tidy", {}, run_at=START)
        lost = actions.take()
    with later(seconds=31):
        actions.take()
        actions.finish(lost)
        actions.fail(lost, "too late")

    job = all_jobs()[0]
    assert job.done_at is None
    assert job.last_error is None


def test_failed_tries_come_again_after_growing_pauses_and_the_eighth_is_the_last(app):
    actions.enqueue("tidy", {}, run_at=START)
    moment, waits = START, []
    for _ in range(8):
        with clock.at(moment):
            actions.fail(actions.take(), "it broke")
            db.session.expire_all()
            job = all_jobs()[0]
            waits.append((job.run_at - moment).total_seconds() / 60)
            moment = job.run_at

    assert waits == [1, 5, 15, 60, 180, 360, 720, 0]
    assert job.dead_at is not None
    assert job.last_error == "it broke"
    with clock.at(START + timedelta(days=30)):
        assert actions.take() is None


def test_a_job_that_was_given_up_gets_all_its_tries_again(app):
    actions.enqueue("tidy", {}, run_at=START)
    moment = START
    for _ in range(8):
        with clock.at(moment):
            actions.fail(actions.take(), "it broke")
        moment += timedelta(days=1)

    assert actions.retry([job.id for job in queries.dead()]) == 1
    assert actions.take().attempt == 1


def test_a_job_that_lives_is_not_touched_by_retry(app):
    actions.enqueue("tidy", {}, run_at=START + timedelta(days=1))

    assert actions.retry([job.id for job in all_jobs()]) == 0


def test_old_done_work_is_forgotten_and_the_rest_is_kept(app):
    for key in (None, "period:1"):
        actions.enqueue("tidy", {}, key=key, run_at=START)
        actions.finish(actions.take())
    actions.enqueue("waits", {}, run_at=START)

    with later(days=8):
        actions.purge()
    assert [(job.kind, job.key) for job in all_jobs()] == [("tidy", "period:1"), ("waits", None)]

    with later(days=41):
        actions.purge()
    assert [job.kind for job in all_jobs()] == ["waits"]
