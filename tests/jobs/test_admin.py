from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from forum.audit.models import AuditEntry
from forum.jobs import actions, queries
from forum.jobs.models import Job, Pulse
from forum.jobs.queries import Stage
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused
from tests.support import make
from tests.support.queries import count_queries


def job(**given):
    return make.save(Job(**({"kind": "uploads.sizes", "payload": {}} | given)))


def dead(**given):
    return job(dead_at=clock.now(), attempts=8, last_error="Traceback\nOSError: no room", **given)


@pytest.fixture
def boss(sign_in):
    return sign_in(make.admin())


def verbs():
    rows = db.session.execute(select(AuditEntry.verb, AuditEntry.target_id))
    return [tuple(row) for row in rows]


def fresh(row):
    return db.session.get(Job, row.id, populate_existing=True)


def test_each_stage_shows_its_jobs_with_the_reason(boss):
    now = clock.now()
    dead(kind="kind.failed")
    job(kind="kind.waiting")
    job(kind="kind.running", leased_until=now + timedelta(seconds=30))
    job(kind="kind.done", done_at=now)

    def shown(stage):
        page = boss.get("/admin/jobs", query_string={"stage": stage}).text
        kinds = ("failed", "waiting", "running", "done")
        return [kind for kind in kinds if f"<code>kind.{kind}<" in page]

    for stage in Stage:
        assert shown(stage.value) == [stage.value]
    assert "OSError: no room" in boss.get("/admin/jobs").text
    assert boss.get("/admin/jobs?stage=lost").status_code == 404


def test_a_failed_job_is_tried_again_and_it_is_written_down(boss):
    row = dead()

    page = boss.post(f"/admin/jobs/{row.id}/retry", follow_redirects=True).text

    assert "will be tried again in a moment" in page
    assert (fresh(row).dead_at, fresh(row).attempts) == (None, 0)
    assert verbs() == [("jobs.retry", row.id)]


def test_two_admins_who_press_at_once_try_once(boss, sign_in):
    row = dead()
    boss.post(f"/admin/jobs/{row.id}/retry")

    page = sign_in(make.admin()).post(f"/admin/jobs/{row.id}/retry", follow_redirects=True).text

    assert "Somebody was quicker" in page
    assert len(verbs()) == 1


def test_all_failed_jobs_are_tried_again_at_once(boss):
    rows = [dead(), dead()]
    job(done_at=clock.now())

    page = boss.post("/admin/jobs/retry", follow_redirects=True).text

    assert "2 jobs will be tried again" in page
    assert [fresh(row).dead_at for row in rows] == [None, None]
    assert len(verbs()) == 2


def test_more_failed_jobs_than_a_statement_can_name_are_tried_again_at_once(boss):
    now, most = clock.now(), 32_770
    row = {"kind": "mail.send", "payload": {}, "run_at": now, "attempts": 8, "dead_at": now}
    db.session.execute(insert(Job), [row] * most)
    db.session.commit()

    page = boss.post("/admin/jobs/retry", follow_redirects=True).text

    assert f"{most} jobs will be tried again" in page
    assert queries.counts()[Stage.FAILED] == 0
    assert verbs() == [("jobs.retry", 0)]


def test_only_admins_look_after_jobs(sign_in, app):
    row = dead()
    mo = make.moderator()

    assert sign_in(mo).get("/admin/jobs").status_code == 403
    with pytest.raises(Refused, match="admins_only"):
        actions.try_again(mo, [row.id])


def test_a_long_list_goes_on_page_by_page_at_the_same_cost(boss):
    def cost(address):
        with count_queries() as seen:
            assert boss.get(address).status_code == 200
        return len(seen)

    dead()
    few = cost("/admin/jobs")
    for _ in range(45):
        dead()
    page = queries.jobs_in(Stage.FAILED)

    assert len(page.items) == 20
    assert cost("/admin/jobs") == few == cost(f"/admin/jobs?after={page.next}")


def test_the_panel_says_within_two_minutes_that_the_worker_is_gone(boss):
    assert "No worker has been seen yet" in boss.get("/admin").text
    make.save(Pulse(name="here:1", at=clock.now() - timedelta(seconds=110)))
    assert "has not been seen for 2 minutes" not in boss.get("/admin").text

    make.save(Pulse(name="here:2", at=clock.now() - timedelta(seconds=100)))
    with clock.at(clock.now() + timedelta(seconds=30)):
        page = boss.get("/admin").text

    assert "has not been seen for 2 minutes" in page
    assert "Does not work" in page


def test_the_panel_says_that_jobs_were_given_up_or_are_late(boss):
    make.save(Pulse(name="here:1"))
    assert "all done in time" in boss.get("/admin").text
    dead()
    job(run_at=clock.now() - timedelta(minutes=6))
    job(run_at=clock.now() + timedelta(hours=1))

    page = boss.get("/admin").text

    assert "1 was given up" in page
    assert "1 should have begun long ago" in page


def test_what_is_broken_stands_before_what_waits(boss):
    make.save(Pulse(name="here:1"))
    fine = boss.get("/admin").text
    assert fine.index("grid--split") < fine.index("Does everything work?")

    dead()

    broken = boss.get("/admin").text
    assert broken.index("Does everything work?") < broken.index("grid--split")
    assert broken.count("Does everything work?") == 1


def test_a_pulse_is_one_row_a_worker_and_is_forgotten_in_the_end(app):
    started = clock.now()
    for _ in range(3):
        actions.note_pulse("here:1", started)
    make.save(Pulse(name="long:gone", at=clock.now() - timedelta(days=8)))

    actions.purge()

    assert db.session.scalars(select(Pulse.name)).all() == ["here:1"]
    assert queries.health().is_working


def test_work_is_done_sooner_unless_somebody_has_it_in_hand(app):
    later = clock.now() + timedelta(hours=3)
    waits = job(kind="mail.send", key="1", run_at=later, attempts=3)
    job(kind="mail.send", key="2", run_at=later, leased_until=clock.now() + timedelta(seconds=30))
    job(kind="mail.send", key="3", done_at=clock.now())

    assert [actions.hasten("mail.send", key) for key in "1234"] == [True, False, False, False]
    assert fresh(waits).run_at <= clock.now() and fresh(waits).attempts == 0
