"""What is limited by the day stays so when somebody asks twice in one moment."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from forum.accounts.models import Standing, User
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.moderation import actions as moderation
from forum.moderation.actions import FlagText
from forum.moderation.models import Flag
from forum.standing.settings import LIMITS, Limit
from forum.topics import actions as topics
from forum.topics.actions import NewPost, NewTopic
from forum.topics.models import Post, Topic
from forum.topics.queries import visible_topic
from forum.uploads import actions as uploads
from forum.uploads.models import Upload
from tests.support import make
from tests.support.together import all_at_once
from tests.topics.writing import STAFF, choose, start
from tests.uploads.pictures import drawn

HANDS = 4


def _member(user_id: int) -> User:
    return db.session.get_one(User, user_id)


def _topics(user_id: int) -> Callable[[int], Any]:
    room = make.channel().id
    text = "The second line of it all."
    return lambda which: topics.start(
        _member(user_id), db.session.get_one(Channel, room), NewTopic(f"Topic number {which}", text)
    )


def _replies(user_id: int) -> Callable[[int], Any]:
    ids = [start().id for _ in range(HANDS)]
    return lambda which: topics.reply(
        _member(user_id), visible_topic(STAFF, ids[which]), NewPost(f"Reply number {which}.")
    )


def _flags(user_id: int) -> Callable[[int], Any]:
    ids = [_first_post(start()) for _ in range(HANDS)]
    return lambda which: moderation.flag(_member(user_id), "post", ids[which], FlagText("else"))


def _pictures(user_id: int) -> Callable[[int], Any]:
    return lambda which: uploads.give(_member(user_id), drawn(size=(40 + which, 30)))


def _first_post(topic: Topic) -> int:
    return db.session.scalars(select(Post.id).where(Post.topic_id == topic.id)).one()


@pytest.mark.parametrize(
    ("limit", "prepare", "count"),
    [
        (Limit.TOPICS, _topics, select(func.count(Topic.id)).where(Topic.author_id.is_not(None))),
        (Limit.REPLIES, _replies, select(func.count(Post.id)).where(Post.number > 1)),
        (Limit.FLAGS, _flags, select(func.count(Flag.id))),
        (Limit.UPLOADS, _pictures, select(func.count(Upload.id))),
    ],
    ids=["topics", "replies", "flags", "pictures"],
)
def test_as_many_as_are_allowed_come_through_at_once_and_no_more(app, limit, prepare, count):
    choose(LIMITS[limit], "2 2 2 any any")
    user_id = make.member(standing=Standing.NEW).id
    act = prepare(user_id)
    db.session.commit()
    before = db.session.scalar(count)

    all_at_once(app, HANDS, act)

    db.session.rollback()
    assert db.session.scalar(count) - before == 2
