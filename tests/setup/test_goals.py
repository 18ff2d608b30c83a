from datetime import timedelta

import pytest
from click.testing import CliRunner

from forum.accounts.signals import MembersMerged
from forum.channels.models import Kind
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.setup import actions, queries
from forum.setup.actions import MOST_GOALS, NewGoal
from forum.setup.models import Metric
from forum.setup.queries import figure
from forum.site import actions as site
from tests.support import make
from tests.support.queries import count_queries

DAY = timedelta(days=1)


@pytest.fixture
def owner(app):
    return make.admin()


def test_members_are_those_who_may_come_in(owner):
    make.member()
    make.member(approved_at=None)
    make.member(deactivated_at=clock.now())

    assert figure(Metric.MEMBERS) == 2


def test_active_members_were_here_within_a_week(owner):
    make.member(last_seen_at=clock.now() - 2 * DAY)
    make.member(last_seen_at=clock.now() - 8 * DAY)

    assert figure(Metric.ACTIVE_MEMBERS) == 1


def test_topics_a_week_are_those_of_four_weeks(owner):
    for days in (1, 5, 9, 20, 27, 27, 27, 27, 40):
        make.topic(author=owner, created_at=clock.now() - days * DAY)

    assert figure(Metric.TOPICS_A_WEEK) == 2


def test_a_reply_counts_when_somebody_else_wrote_it_within_a_day(owner):
    for hours, author in ((3, None), (30, None), (3, owner)):
        begun = clock.now() - 5 * DAY
        topic = make.topic(author=owner, created_at=begun)
        make.post(topic=topic, author=author, created_at=begun + timedelta(hours=hours))
    make.topic(author=owner, created_at=clock.now() - 5 * DAY)

    assert figure(Metric.REPLIED_WITHIN_A_DAY) == 25


def test_a_topic_of_today_is_not_held_against_anybody(owner):
    make.topic(author=owner)

    assert figure(Metric.REPLIED_WITHIN_A_DAY) is None


def test_answers_are_counted_among_questions_only(owner):
    questions = make.channel(kind=Kind.QUESTION)
    solved = make.topic(channel=questions, author=owner)
    answer = make.post(topic=solved)
    with transaction():
        solved.answer_id = answer.id
    make.topic(channel=questions, author=owner)
    make.topic(author=owner)

    assert figure(Metric.ANSWERED) == 50


def test_without_anything_to_measure_there_is_no_share(owner):
    assert figure(Metric.ANSWERED) is None


def test_progress_costs_the_same_for_many_topics(owner):
    actions.set_goals(owner, [NewGoal(metric, 10) for metric in list(Metric)[-MOST_GOALS:]])
    with count_queries() as few:
        queries.progress()
    for _ in range(5):
        make.post(topic=make.topic(created_at=clock.now() - 2 * DAY))

    with count_queries() as many:
        queries.progress()

    assert len(many) == len(few) == 6


def test_a_reached_goal_says_so(owner):
    actions.set_goals(owner, [NewGoal(Metric.MEMBERS, 1), NewGoal(Metric.MEMBERS, 2)])

    assert [each.is_reached for each in queries.progress()] == [True, False]


def test_there_are_five_goals_at_most(owner):
    with pytest.raises(Invalid):
        actions.set_goals(owner, [NewGoal(Metric.MEMBERS, 1)] * 6)

    assert queries.goals() == []


@pytest.mark.parametrize("who", [make.member, make.moderator])
def test_only_admins_set_goals(app, who):
    with pytest.raises(Refused):
        actions.set_goals(who(), [])


def test_goals_stand_on_the_overview_of_staff(owner, sign_in):
    actions.set_goals(owner, [NewGoal(Metric.MEMBERS, 200, "Two hundred of us")])

    page = sign_in(make.moderator()).get("/admin").text

    assert "Two hundred of us" in page
    assert "2 of 200" in page


def run(app, *words):
    return CliRunner().invoke(app.cli, ["setup", "purpose", *words])


def test_the_check_fails_until_there_is_a_purpose_and_a_goal(app, owner):
    assert run(app, "--check").exit_code == 1

    site.assign("site.purpose", "So that nobody brews alone.")
    assert run(app, "--check").exit_code == 1

    actions.set_goals(owner, [NewGoal(Metric.MEMBERS, 200)])
    answer = run(app, "--check")
    assert answer.exit_code == 0
    assert "members: 1 of 200" in answer.output
    assert "missing  who it is for, what the team promises" in answer.output


def test_without_the_check_nothing_fails(app):
    assert run(app).exit_code == 0


def test_what_a_merged_account_set_up_belongs_to_the_other(owner):
    other = make.admin()
    actions.set_goals(owner, [NewGoal(Metric.MEMBERS, 200)])

    with transaction():
        announce(MembersMerged(owner.id, other.id, other.id))

    assert [goal.created_by_id for goal in queries.goals()] == [other.id]
