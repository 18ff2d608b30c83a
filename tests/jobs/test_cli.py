from datetime import timedelta

import pytest

from forum.jobs import actions, queries
from forum.kernel import clock


@pytest.fixture
def forum(app):
    return lambda *words: app.test_cli_runner().invoke(args=["jobs", *words])


def give_up_a_job():
    actions.enqueue("tidy", {})
    moment = clock.now()
    for _ in range(8):
        with clock.at(moment):
            actions.fail(actions.take(), "Traceback\nValueError: it broke")
        moment += timedelta(days=1)


def test_jobs_that_were_given_up_are_listed_with_their_last_error(forum):
    give_up_a_job()

    assert "tidy  tries: 8  ValueError: it broke" in forum("list").output


def test_an_empty_list_says_so(forum):
    assert forum("list").output == "No job was given up.\n"
    assert forum("list", "--waiting").output == "Nothing waits.\n"


def test_waiting_jobs_are_listed_on_request(forum):
    actions.enqueue("tidy", {})

    assert "tidy" in forum("list", "--waiting").output


def test_all_jobs_that_were_given_up_can_be_tried_again(forum):
    give_up_a_job()

    assert "1 job will be tried again." in forum("retry", "--all").output
    assert [job.kind for job in queries.waiting()] == ["tidy"]


def test_retry_wants_to_know_which_jobs(forum):
    result = forum("retry")

    assert result.exit_code == 2
    assert "use --all" in result.output


def test_the_work_of_a_day_can_be_done_at_once(app, forum):
    daily = [each.kind for each in app.extensions["schedules"] if each.every_seconds >= 86_400]

    done = forum("daily")

    assert done.exit_code == 0, done.output
    assert "badges.review" in daily
    assert [line.split()[-1] for line in done.output.splitlines()[-len(daily) :]] == daily
