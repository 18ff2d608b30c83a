from datetime import UTC, datetime

import pytest

from forum.governance import actions, months, queries, tasks
from forum.governance.manifest import MANIFEST
from forum.governance.models import TransparencyMonth
from forum.jobs import worker
from forum.jobs.timetable import Timetable
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from tests.governance.telling import on, ruled


def made():
    return [one.month for one in queries.made()]


@pytest.mark.parametrize("word", ["2026-13", "2026-00", "26-10", "2026-1", "2026-10 ", "x", ""])
def test_what_is_no_month_is_refused(word):
    with pytest.raises(ValueError, match="no month"):
        months.named(word)


def test_december_ends_with_the_year():
    assert months.named("2026-12").ends == datetime(2027, 1, 1, tzinfo=UTC)


def test_months_that_were_forgotten_are_made_at_once(app):
    with on(20, month=8):
        ruled()
    with on(1, month=11):
        assert actions.make_missing() == 3

    assert made() == ["2026-10", "2026-09", "2026-08"]


def test_the_month_that_goes_on_is_not_made(app):
    with on(5):
        ruled()
        assert actions.make_missing() == 0
    with on(31), pytest.raises(Invalid):
        actions.make(months.named("2026-10"))


def test_nothing_is_made_where_nothing_ever_happened(app):
    with on(1, month=11):
        assert actions.make_missing() == 0


def test_a_month_is_made_once(app):
    with on(5):
        ruled()
    with on(1, month=11):
        tasks.make_months({})
        first = db.session.get(TransparencyMonth, "2026-10").made_at
    with on(2, month=11):
        tasks.make_months({})
        assert not actions.make(months.named("2026-10"))

    assert db.session.get(TransparencyMonth, "2026-10").made_at == first


def test_the_worker_makes_it_on_the_first_day_of_the_next_month(app):
    with on(5):
        ruled()
    with on(31):
        Timetable(MANIFEST.schedules).enqueue_due()
        worker.work_off(app)
        assert made() == []
    with on(1, month=11):
        Timetable(MANIFEST.schedules).enqueue_due()
        worker.work_off(app)

    assert made() == ["2026-10"]


def test_the_command_makes_and_shows_a_month(app):
    with on(5):
        for _ in range(3):
            ruled()
    run = app.test_cli_runner().invoke

    with on(1, month=11):
        first = run(args=["governance", "transparency", "--month", "2026-10"]).output
        second = run(args=["governance", "transparency", "--month", "2026-10"]).output
        early = run(args=["governance", "transparency", "--month", "2026-11"])
        running = run(args=["governance", "transparency", "--month", "2026-12"])
        long_ago = run(args=["governance", "transparency", "--month", "2026-08"])
        odd = run(args=["governance", "transparency", "--month", "Oktober"])

    assert first.startswith("2026-10: made now")
    assert second.startswith("2026-10: frozen before")
    assert '"total": 3' in second
    assert "not over yet" in early.output and early.exit_code
    assert "not over yet" in running.output and running.exit_code
    assert "nobody looked at anything here yet" in long_ago.output and long_ago.exit_code
    assert made() == ["2026-10"]
    assert "no month" in odd.output and odd.exit_code
