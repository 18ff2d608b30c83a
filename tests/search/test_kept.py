"""Kept lists of what was found: never stale, never somebody else's, the same as without."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from forum.accounts.models import User
from forum.channels.models import Channel, Kind, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.search.actions import note
from forum.topics.models import Post, Topic
from forum.web import kept
from tests.support import make
from tests.support.browser import Browser

SignIn = Callable[[User], Browser]
ANEW = re.compile(r'name="csrf_token"[^>]*value="[^"]*"|data-live="[^"]*"')
LIST = "/search?q=grinder"


@pytest.fixture(autouse=True)
def nothing_kept(app: Flask) -> Iterator[kept.Pieces]:
    """An application that has kept nothing yet."""
    pieces = app.extensions["pieces"]
    pieces.clear()
    yield pieces
    pieces.clear()


@pytest.fixture
def topic(app: Flask, indexed: Callable[[], None]) -> Topic:
    """A question of which the index knows, with a reply."""
    found = make.topic(
        title="Grinder stalls", body="My grinder stalls.", channel=make.channel(kind=Kind.QUESTION)
    )
    make.post(topic=found, body="Which grinder is it?")
    know(found, indexed)
    return found


def know(topic: Topic, indexed: Callable[[], None]) -> None:
    """Rows that are made by hand tell nobody of themselves."""
    note("topic", topic.id)
    indexed()


def page(browser: Browser, path: str = LIST) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return ANEW.sub("", answer.text)


def change(row: Any, **values: Any) -> None:
    with transaction():
        for name, value in values.items():
            setattr(row, name, value)
        db.session.add(row)


def room(topic: Topic) -> Channel:
    found = db.session.get(Channel, topic.channel_id)
    assert found is not None
    return found


def test_a_list_is_made_once_and_shown_again(guest, topic, nothing_kept):
    first = page(guest)
    known = len(nothing_kept)

    assert page(guest) == first
    assert len(nothing_kept) == known > 0
    assert 'class="search-hit"' in first


def test_every_viewer_gets_the_same_list_with_and_without_what_is_kept(
    guest: Browser, sign_in: SignIn, topic: Topic, indexed, monkeypatch: pytest.MonkeyPatch
):
    hidden = make.channel(visibility=Visibility.SECRET)
    insider = make.insider(hidden)
    secret = make.topic(title="Grinder of the inner circle", channel=hidden, author=insider)
    know(secret, indexed)
    people = [
        *(make.member(), make.member(locale="de"), make.member(time_zone="Asia/Tokyo")),
        *(make.member(list_style="endless"), insider, make.moderator(), make.admin()),
    ]
    browsers = [guest, *(sign_in(person) for person in people)]
    paths = [LIST, f"{LIST}&sort=newest", f"{LIST}+is:answered", "/search?q=grinder+absent"]
    with clock.at(clock.now() + timedelta(minutes=5)):
        _warm = [page(browser, path) for browser in browsers for path in paths]
        with_pieces = [page(browser, path) for browser in browsers for path in paths]
        monkeypatch.setattr(kept.Pieces, "get", lambda self, key: None)
        without = [page(browser, path) for browser in browsers for path in paths]

    assert with_pieces == without
    seen = [browser for browser in browsers if "inner circle" in page(browser)]
    assert len(seen) == 3


CHANGES: list[Callable[[Topic, Post], None]] = [
    lambda topic, post: change(topic, title="Grinder stands still"),
    lambda topic, post: change(post, text="A grinder from another town.", html="<p>Another.</p>"),
    lambda topic, post: change(topic, closed_at=clock.now()),
    lambda topic, post: change(topic, answer_id=post.id, answered_at=clock.now()),
    lambda topic, post: change(topic, slug="another-way"),
    lambda topic, post: change(db.session.get(User, topic.author_id), display_name="Somebody Else"),
    lambda topic, post: change(db.session.get(User, post.author_id), display_name="Somebody Else"),
    lambda topic, post: change(room(topic), name="Another room"),
    lambda topic, post: change(room(topic), hue=room(topic).hue % 12 + 1),
    lambda topic, post: change(room(topic), visibility=Visibility.SECRET),
    lambda topic, post: change(post, state="deleted"),
]


@pytest.mark.parametrize("alter", CHANGES)
def test_whatever_changes_is_seen_at_once(guest, topic, alter, monkeypatch):
    post = db.session.query(Post).filter_by(topic_id=topic.id, number=2).one()
    page(guest)

    alter(topic, post)
    shown = page(guest)
    monkeypatch.setattr(kept.Pieces, "get", lambda self, key: None)

    assert shown == page(guest)


def test_how_long_ago_it_was_goes_on(guest, topic):
    with clock.at(clock.now() + timedelta(minutes=5)):
        soon = page(guest)
    with clock.at(clock.now() + timedelta(hours=5)):
        later = page(guest)

    assert "5 minutes ago" in soon
    assert "5 hours ago" in later
