"""What stands around the posts of a topic page is kept too, and follows every change at once."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.channels.models import Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.topics.models import Post, Tag, Topic, TopicTag
from forum.web import kept
from tests.support import make
from tests.topics.test_frames import ANEW, SignIn, page

Change = Callable[[Topic, Post, Topic], None]


@pytest.fixture(autouse=True)
def nothing_kept(app: Flask) -> Iterator[None]:
    """An application that has kept nothing yet."""
    app.extensions["pieces"].clear()
    yield
    app.extensions["pieces"].clear()


def tagged(topic: Topic, post: Post, other: Topic) -> None:
    tag = Tag(name="grinders")
    db.session.add(tag)
    db.session.flush()
    db.session.add(TopicTag(topic_id=topic.id, tag_id=tag.id))


def answered(topic: Topic, post: Post, other: Topic) -> None:
    topic.answer_id, topic.answered_by_id = post.id, topic.author_id


def reworded(topic: Topic, post: Post, other: Topic) -> None:
    post.html, post.text, post.version = "<p>Other words.</p>", "Other words.", post.version + 1
    post.edited_at = clock.now()


def closed(topic: Topic, post: Post, other: Topic) -> None:
    topic.closed_at, topic.closed_by_id = clock.now(), topic.author_id


CHANGES: dict[str, Change] = {
    "its title": lambda topic, post, other: setattr(topic, "title", "Another title"),
    "the number of its replies": lambda topic, post, other: setattr(topic, "reply_count", 12),
    "the number of its views": lambda topic, post, other: setattr(topic, "view_count", 345),
    "how many take part": lambda topic, post, other: setattr(topic, "people_count", 7),
    "who replied last": lambda topic, post, other: setattr(topic, "face_ids", [post.author_id]),
    "its picture": lambda topic, post, other: setattr(topic, "picture", "abcdefgh"),
    "its tags": tagged,
    "its answer": answered,
    "the words of a post": reworded,
    "the reactions to a post": lambda topic, post, other: setattr(post, "reaction_count", 3),
    "the name of its author": lambda topic, post, other: setattr(
        topic.author, "display_name", "Another Name"
    ),
    "the name of who answered": lambda topic, post, other: setattr(
        post.author, "username", "another_name"
    ),
    "that it is closed": closed,
    "that it is pinned": lambda topic, post, other: setattr(topic, "pinned_at", clock.now()),
    "its channel's name": lambda topic, post, other: setattr(topic.channel, "name", "Elsewhere"),
    "its channel's colour": lambda topic, post, other: setattr(topic.channel, "hue", 9),
    "its channel's address": lambda topic, post, other: setattr(topic.channel, "slug", "other"),
    "the title of one beside it": lambda topic, post, other: setattr(other, "title", "Beside it"),
    "the replies of one beside it": lambda topic, post, other: setattr(other, "reply_count", 9),
}


def read(topic_id: int, post_id: int, other_id: int) -> tuple[Topic, Post, Topic]:
    """All three as they are stored now."""
    db.session.expire_all()
    topics = select(Topic).options(joinedload(Topic.channel), joinedload(Topic.author))
    found = {topic.id: topic for topic in db.session.scalars(topics)}
    post = select(Post).where(Post.id == post_id).options(joinedload(Post.author))
    return found[topic_id], db.session.scalars(post).one(), found[other_id]


@pytest.mark.parametrize("what", CHANGES)
def test_a_page_follows(
    what: str, app: Flask, guest, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
):
    topic = make.topic(channel=make.channel(kind=Kind.QUESTION))
    post, other = (
        make.post(topic=topic, body="Try warmer water."),
        make.topic(channel=topic.channel),
    )
    numbers = topic.id, post.id, other.id
    browsers = [guest, sign_in(make.member()), sign_in(make.moderator())]
    with clock.at(clock.now() + timedelta(minutes=5)):
        before = [ANEW.sub("", page(browser, topic)) for browser in browsers * 2][3:]
        with transaction():
            CHANGES[what](*read(*numbers))
        topic = db.session.scalars(select(Topic).where(Topic.id == numbers[0])).one()
        with_pieces = [ANEW.sub("", page(browser, topic)) for browser in browsers]
        monkeypatch.setattr(kept.Pieces, "get", lambda self, key: None)
        without = [ANEW.sub("", page(browser, topic)) for browser in browsers]

    assert with_pieces == without
    assert any(new != old for new, old in zip(without, before, strict=True))
