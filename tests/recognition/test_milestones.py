"""Milestones fire once, whatever is deleted; goals are reached once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.recognition import actions, derived, marks, queries
from forum.recognition.actions import GoalPlan
from forum.recognition.models import Counted, MemberMilestone, Reached, Total
from forum.recognition.signals import GroupGoalReached, PersonalMilestone
from tests.recognition.deeds import settle
from tests.support import make
from tests.topics.writing import reason_of, reply, start


@pytest.fixture
def boss(app):
    return make.admin()


@pytest.fixture
def community(app, monkeypatch):
    """Lets the community have totals, as if they had been counted."""

    def has(**counts: int) -> None:
        found = dict.fromkeys(Counted, 0) | {Counted(name): n for name, n in counts.items()}
        monkeypatch.setattr(queries, "totals_now", lambda: found)
        actions.count_community()
        db.session.expire_all()

    return has


def heard(app, kind) -> list:
    found = []
    app.extensions["bus"].connect(kind, found.append)
    return found


def test_the_marks():
    assert list(marks.community(6000)) == [100, 250, 500, 1000, 2500, 5000]
    assert (marks.next_after(99), marks.next_after(100), marks.next_after(5000)) == (
        100,
        250,
        10000,
    )
    assert marks.is_near(900) and not marks.is_near(899)
    leap = datetime(2024, 2, 29, tzinfo=UTC)
    assert marks.years_between(leap, datetime(2025, 2, 28, tzinfo=UTC)) == 1
    assert marks.years_between(leap, datetime(2025, 2, 27, tzinfo=UTC)) == 0
    assert marks.years_between(leap, datetime(2028, 2, 28, tzinfo=UTC)) == 3
    assert marks.years_between(leap, datetime(2028, 2, 29, tzinfo=UTC)) == 4


def test_a_thousand_members_are_one_draft_and_never_another(boss, community):
    community(members=999)
    assert queries.milestones_waiting() == []
    assert {one.count for one in queries.milestones()} == {100, 250, 500}
    community(members=1000)
    community(members=1000)
    community(members=998)
    community(members=1001)

    (one,) = queries.milestones_waiting()
    assert (one.what, one.count) == ("members", 1000)
    actions.let_pass(boss, one)
    community(members=1002)
    assert queries.milestones_waiting() == []


def test_of_many_marks_at_once_only_the_highest_is_news(app, community):
    community(posts=50)
    community(posts=3000)

    assert [(one.what, one.count) for one in queries.milestones_waiting()] == [("posts", 2500)]


def test_what_is_near_is_shown_to_everybody(app, community, guest):
    community(members=950, topics=100)

    page = guest.get("/").text
    assert "Members: 950 of 1,000" in page and "Topics: " not in page
    assert "Members: 950 of 1,000" in guest.get("/milestones").text


def test_totals_are_what_is_there(app):
    topic = start()
    reply(topic)
    found = queries.totals_now()

    assert (found[Counted.TOPICS], found[Counted.POSTS]) == (1, 2)
    assert found[Counted.MEMBERS] == 2 and found[Counted.YEARS] == 0
    actions.count_community()
    assert db.session.get(Total, Counted.POSTS).count == 2


def test_staff_publish_the_draft_of_a_milestone(boss, community, sign_in, guest):
    room = make.channel()
    community(members=90)
    community(members=100)
    (one,) = queries.milestones_waiting()
    client = sign_in(boss)
    address = f"/admin/recognition/milestones/{one.id}/topic"
    assert "100: Members" in client.get(address).text
    data = {"channel_id": room.id, "title": "We are a hundred", "body": "Thank you all."}
    assert "This field is required" in client.post(address, data=data | {"body": ""}).text
    client.post(address, data=data)

    db.session.expire_all()
    assert queries.milestones_waiting() == []
    assert "We are a hundred" in guest.get("/").text
    assert reason_of(actions.let_pass, boss, queries.milestone_by_id(one.id)) == "told_already"


def test_the_first_post_is_a_milestone_once_in_a_life(app):
    told, author = heard(app, PersonalMilestone), make.member()
    topic = start(author)
    settle()
    assert [(one.user_id, one.kind, one.count) for one in told] == [(author.id, "posts", 1)]
    for _ in range(9):
        reply(topic, author)
    settle()

    assert [one.count for one in told] == [1, 10]
    assert list(derived.ALL[1].differences()) == []


def test_verify_misses_a_milestone_that_was_not_noted(app):
    author = make.member()
    start(author)
    settle()
    with transaction():
        db.session.delete(db.session.scalars(select(MemberMilestone)).one())

    assert [str(author.id) in line for line in derived.ALL[1].differences()] == [True]
    derived.ALL[1].rebuild()
    assert list(derived.ALL[1].differences()) == []


def test_years_are_told_on_their_day_and_older_ones_are_noted_silently(app):
    told, now = heard(app, PersonalMilestone), clock.now()
    today = make.member(created_at=now.replace(year=now.year - 2) - timedelta(hours=1))
    earlier = make.member(created_at=now - timedelta(days=500))
    actions.look_at_everybody()
    actions.look_at_everybody()

    assert [(one.user_id, one.kind, one.count) for one in told] == [(today.id, "years", 2)]
    assert queries.member_marks(Reached.YEARS) == {(today.id, 1), (today.id, 2), (earlier.id, 1)}


def test_a_goal_counts_from_its_beginning_and_is_reached_once(app, boss, sign_in, guest):
    told, client = heard(app, GroupGoalReached), sign_in(boss)
    start()
    data = {"title": "Ten more topics", "what": "topics", "target": "2", "reward": "A sale."}
    client.post("/admin/recognition/goals/new", data=data)
    (goal,) = queries.goals()
    actions.count_community()
    assert "Topics: 0 of 2" in guest.get("/").text and "A sale." in guest.get("/").text
    for _ in range(2):
        start()
    actions.count_community()
    actions.count_community()

    assert [one.goal_id for one in told] == [goal.id]
    assert "Reached" in guest.get("/milestones").text
    client.post(f"/admin/recognition/goals/{goal.id}/end")
    assert "Ten more topics" not in guest.get("/").text


def test_a_goal_needs_a_title_and_a_number(boss):
    good = {"title": "x", "what": Counted.TOPICS, "target": 5}
    for bad, why in (({"title": " "}, "title: needed"), ({"target": 0}, "target: no_number")):
        assert reason_of(actions.set_goal, boss, GoalPlan(**(good | bad))) == why
    assert reason_of(actions.set_goal, make.moderator(), GoalPlan(**good)) == "admins_only"
