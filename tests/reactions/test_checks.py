import pytest
from sqlalchemy import update

from forum.accounts.models import User
from forum.activity.models import Deed
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.reactions import actions, checks
from forum.reactions.models import Reaction, ReactionKind
from forum.topics.models import Post, Topic
from forum.topics.queries import visible_post
from tests.support import make


@pytest.fixture
def post(app):
    """A post with one reaction; every counter is right."""
    post, member = make.post(topic=make.topic()), make.member()
    actions.give(member, visible_post(member, post.id), ReactionKind.LIKE)
    db.session.expire_all()
    return db.session.get(Post, post.id)


def test_all_promises_hold_after_real_actions(post):
    assert [problem for check in checks.ALL for problem in check.problems()] == []


@pytest.mark.parametrize(
    ("check", "model", "key"),
    [
        (checks.miscounted_posts, Post, "id"),
        (checks.miscounted_topics, Topic, "topic_id"),
        (checks.miscounted_members, User, "author_id"),
    ],
)
def test_a_wrong_counter_is_told(post, check, model, key):
    row_id = getattr(post, key)
    with transaction():
        db.session.get(model, row_id).reaction_count = 7

    assert any(f" {row_id} says 7" in problem for problem in check())


def test_a_reaction_to_oneself_is_told(post):
    make.save(Reaction(post_id=post.id, user_id=post.author_id, kind=ReactionKind.LOVE))

    assert len(list(checks.reactions_to_oneself())) == 1


def test_forum_verify_asks_for_them(app):
    assert {check.name for check in checks.ALL} <= {
        check.name for check in app.extensions["checks"]
    }


def test_a_reaction_that_the_log_does_not_count_is_told(post):
    with transaction():
        db.session.execute(update(Deed).where(Deed.thing_id == post.id).values(stands=False))

    assert list(checks.reactions_and_log_differ()) == [
        f"post {post.id} has 1 reactions, and 0 count in the activity log"
    ]
