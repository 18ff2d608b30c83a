"""Waves made through the real actions."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Standing, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import Post, Topic
from forum.waves import tasks
from forum.waves.models import Wave
from tests.support import make
from tests.topics.writing import reply

SPAM = "Dear friends, I made a fortune with the golden parrot system and so can each one of you: {}"


def newcomer(**given: Any) -> User:
    return make.member(standing=Standing.NEW, created_at=clock.now() - timedelta(hours=1), **given)


def spam(topic: Topic, author: User | None = None, word: str = "now") -> Post:
    return reply(topic, author or newcomer(), body=SPAM.format(word))


def flood(topic: Topic, posts: int = 5) -> list[Post]:
    return [spam(topic, word=f"number {number}") for number in range(posts)]


def wave() -> Wave:
    return db.session.scalars(select(Wave).execution_options(populate_existing=True)).one()


def work(made: Wave) -> None:
    """What the worker would do next."""
    given = {"wave": made.id, "words": "A mistake."}
    {"sweeping": tasks.sweep, "returning": tasks.return_all, "releasing": tasks.release}[
        made.state
    ](given)
