"""Somebody who is suspended earns nothing meanwhile, and is given back what was kept in error."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.kernel import clock, promises
from forum.kernel.db import db
from forum.points import actions
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.sanctions import actions as sanctions
from forum.topics.models import Post
from tests.points.giving import points_of, settle
from tests.sanctions import deciding
from tests.support import make
from tests.topics.writing import fresh, start


@pytest.fixture
def author(app):
    return make.member(created_at=clock.now() - timedelta(days=100))


@pytest.fixture
def topic(author):
    return start(author, make.channel())


def cheer(topic):
    """Somebody else likes the first post."""
    member = make.member(created_at=clock.now() - timedelta(days=100))
    post = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
    reactions.give(member, fresh(post), ReactionKind.LIKE)


def amiss():
    return [line for check in promises.checks() for line in check.problems()]


def test_a_suspended_member_gets_no_points_and_those_before_stay(author, topic):
    cheer(topic)
    before = points_of(author)

    deciding.suspend(author, hours=72)
    cheer(topic)

    assert before > 0
    assert points_of(author) == before
    assert amiss() == []


def test_when_the_time_is_over_points_come_again(author, topic):
    before = points_of(author)
    deciding.suspend(author, hours=72)

    with clock.at(clock.now() + timedelta(hours=73)):
        cheer(topic)
        assert points_of(author) == before + 1


def test_what_came_meanwhile_counts_when_the_suspension_is_taken_back(author, topic):
    before = points_of(author)
    suspension = deciding.suspend(author, hours=72)
    cheer(topic)
    assert points_of(author) == before

    sanctions.lift(make.admin(), suspension, "We were wrong.")

    assert points_of(author) == before + 1
    assert amiss() == []


def test_of_two_suspensions_one_taken_back_leaves_the_other(author, topic):
    before = points_of(author)
    first = deciding.suspend(author, hours=24)
    deciding.suspend(author, hours=72)
    cheer(topic)

    sanctions.lift(make.admin(), first, "We were wrong.")

    assert points_of(author) == before


def test_a_pause_from_writing_takes_no_points(author, topic):
    before = points_of(author)

    deciding.silence(author, hours=72)
    cheer(topic)

    assert points_of(author) == before + 1


def test_what_the_team_gives_by_hand_counts_all_the_same(author, topic):
    before = points_of(author)
    deciding.suspend(author, hours=72)

    actions.adjust(make.admin(), author, 20, words="For the fair.")

    assert points_of(author) == before + 20


def test_making_anew_gives_the_same(author, topic):
    deciding.suspend(author, hours=72)
    cheer(topic)
    before = points_of(author)

    actions.rebuild()
    settle()

    assert points_of(author) == before
    assert amiss() == []
