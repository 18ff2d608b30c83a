"""The course: begun, left and gone on with, passed or not, and in another order next time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.site import actions as site
from forum.training import actions, queries
from forum.training.models import Subject, TrainingAnswer
from forum.training.shipped.course import SCENARIOS
from tests.support import make
from tests.training.taking import answer_all


def trained_until(user):
    return db.session.scalar(select(User.trained_until).where(User.id == user.id))


def test_twenty_scenarios_come_with_the_forum_about_every_subject(app):
    actions.plant()
    actions.plant()

    found = queries.stories_on()
    assert len(found) == 20
    assert {story.scenario.subject for story in found} == set(Subject)
    assert all(3 <= len(story.choices) <= 5 and story.model for story in found)
    assert len({len(str(one.words)) for one in SCENARIOS[0].choices}) > 1


def test_no_scenario_asks_the_same_and_right_answers_stand_everywhere(app):
    assert len({str(one.title) for one in SCENARIOS}) == 20
    assert {one.right for one in SCENARIOS} == {0, 1, 2, 3}


def test_whoever_stops_goes_on_where_they_were(app):
    ada = make.moderator()
    attempt = actions.begin(ada)
    first = queries.course_of(attempt)
    actions.answer(ada, attempt, 1, first.pages[0].story.right)

    again = queries.course_of(actions.begin(ada))

    assert again.attempt.id == attempt.id
    assert again.next.place == 2
    assert [page.story.scenario.id for page in again.pages] == attempt.plan
    assert [page.choices for page in again.pages] == [page.choices for page in first.pages]


def test_sixteen_of_twenty_pass_and_fifteen_do_not(app):
    ada, bob = make.moderator(), make.moderator()

    passed, failed = answer_all(ada, wrong=4), answer_all(bob, wrong=5)

    assert (passed.right, passed.asked, passed.percent, passed.mark) == (16, 20, 80, 80)
    assert passed.is_passed
    assert trained_until(ada) == passed.valid_until
    assert (failed.right, failed.is_passed, trained_until(bob)) == (15, False, None)


def test_the_brand_says_how_much_must_be_right(app):
    site.choose(make.admin(), "training.mark", 90)

    assert not answer_all(make.moderator(), wrong=3).is_passed
    assert answer_all(make.moderator(), wrong=2).is_passed


def test_a_pass_counts_for_twelve_months(app, monkeypatch):
    leap_day = clock.now().replace(year=2028, month=2, day=29)
    monkeypatch.setattr(clock, "now", lambda: leap_day)

    attempt = answer_all(make.moderator())

    assert attempt.valid_until == leap_day.replace(year=2029, day=28)


def test_the_next_time_the_scenarios_come_in_another_order(app):
    ada = make.moderator()

    plans = [answer_all(ada).plan for _ in range(3)]

    assert plans[0] != plans[1] != plans[2]
    assert sorted(plans[0]) == sorted(plans[1]) == sorted(plans[2])


def test_an_answer_counts_once_and_belongs_to_who_gave_it(app):
    ada = make.moderator()
    attempt = actions.begin(ada)
    actions.answer(ada, attempt, 1, 0)

    with pytest.raises(Refused, match="answered_already"):
        actions.answer(ada, attempt, 1, 1)
    with pytest.raises(Refused, match="not_yours"):
        actions.answer(make.moderator(), attempt, 2, 0)
    with pytest.raises(Invalid, match="choice"):
        actions.answer(ada, attempt, 2, 9)
    with pytest.raises(NotFound):
        actions.answer(ada, attempt, 21, 0)
    assert db.session.scalar(select(func.count(TrainingAnswer.id))) == 1


def test_a_finished_attempt_stays_as_it_is(app):
    ada = make.moderator()
    attempt = answer_all(ada)

    with pytest.raises(Refused, match="course_finished"):
        actions.answer(ada, attempt, 1, 0)


def test_members_who_decide_nothing_are_not_trained(app):
    with pytest.raises(Refused, match="staff_only"):
        actions.begin(make.member())


def test_whoever_passed_is_told_once_that_it_ends_in_thirty_days(app, monkeypatch):
    ada = make.moderator()
    attempt = answer_all(ada)
    assert actions.tell_of_ends() == 0

    soon = attempt.valid_until - timedelta(days=29)
    monkeypatch.setattr(clock, "now", lambda: soon)

    assert actions.tell_of_ends() == 1
    assert actions.tell_of_ends() == 0


def test_nobody_is_told_of_an_old_pass_when_a_newer_one_counts_longer(app, monkeypatch):
    ada = make.moderator()
    old = answer_all(ada)
    later = clock.now() + timedelta(days=200)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer_all(ada)

    soon = old.valid_until - timedelta(days=10)
    monkeypatch.setattr(clock, "now", lambda: soon)

    assert actions.tell_of_ends() == 0
