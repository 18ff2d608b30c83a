"""Where no script runs, pictures come with the text itself, and no text is lost by them."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from forum.drafts.models import Draft
from forum.kernel.db import db, writing
from forum.messages.models import Message
from forum.topics.models import Post, Topic
from forum.uploads import actions, brought
from forum.uploads.models import Upload
from forum.web.limits import Limit
from tests.messages.talking import begin
from tests.support import make
from tests.topics.writing import start
from tests.uploads import pictures

TYPED = "Look at my cup."


@pytest.fixture
def member(app):
    return make.member()


@pytest.fixture
def places(member):
    """Where texts are sent, each with the other fields of its form."""
    channel, friend = make.channel(), make.member()
    topic = start(member, channel)
    talk = begin(member, friend)
    first = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
    said = db.session.scalars(select(Message)).one()
    return {
        "new": ("/new", {"title": "A cup of mine", "channel": channel.slug}),
        "reply": (f"/t/{topic.id}/reply", {}),
        "edit": (f"/p/{first.id}/edit", {"title": topic.title}),
        "begin": ("/messages/new", {"to": friend.username}),
        "send": (f"/messages/{talk.conversation_id}", {}),
        "change": (f"/messages/m/{said.id}/edit", {}),
    }


PLACES = pytest.mark.parametrize("place", ["new", "reply", "edit", "begin", "send", "change"])


def send(client, place, *files, act="pictures"):
    address, fields = place
    sent = [(BytesIO(data), f"{number}.png") for number, data in enumerate(files)]
    form = {"body": TYPED, "act": act, **fields, "pictures": sent}
    return client.post(address, data=form)


def ids() -> list[str]:
    return list(db.session.scalars(select(Upload.public_id).order_by(Upload.id)))


@PLACES
def test_pictures_come_to_the_end_of_the_text(sign_in, member, places, place):
    answer = send(sign_in(member), places[place], pictures.drawn(), pictures.drawn(size=(9, 9)))

    first, second = ids()
    assert answer.status_code == 200
    assert f"{TYPED}\n\n![](/uploads/{first})\n\n![](/uploads/{second})</textarea>" in answer.text


@PLACES
def test_a_file_that_is_no_picture_leaves_the_text_as_it_was(sign_in, member, places, place):
    answer = send(sign_in(member), places[place], pictures.drawn(), b"<svg/>")

    (taken,) = ids()
    assert answer.status_code == 422
    assert "This is not a picture we can show." in answer.text
    assert f"{TYPED}\n\n![](/uploads/{taken})</textarea>" in answer.text


def test_whoever_posts_at_once_posts_the_pictures_too(sign_in, member, places):
    send(sign_in(member), places["new"], pictures.drawn(), act="")

    topic = db.session.scalars(select(Topic).where(Topic.title == "A cup of mine")).one()
    assert topic.picture == ids()[0]


def test_a_draft_keeps_its_pictures(sign_in, member, places):
    send(sign_in(member), places["new"], pictures.drawn(), act="draft")

    assert db.session.scalars(select(Draft.body)).one().endswith(f"![](/uploads/{ids()[0]})")


def test_too_many_pictures_are_said_beside_the_text(sign_in, member, places, monkeypatch):
    monkeypatch.setattr(brought, "FROM_MEMBER", Limit("few", "1 per hour"))

    answer = send(sign_in(member), places["reply"], pictures.drawn(), pictures.drawn())

    assert answer.status_code == 429
    assert len(ids()) == 1
    assert TYPED in answer.text


def test_nobody_waits_to_write_while_pictures_are_decoded(sign_in, member, places, monkeypatch):
    remake, was_writing = actions.workshop.remake, []

    def watched(data):
        was_writing.append(writing())
        return remake(data)

    monkeypatch.setattr(actions.workshop, "remake", watched)
    send(sign_in(member), places["reply"], pictures.drawn(), act="")

    assert was_writing == [False]
    assert db.session.scalar(select(func.count(Post.id))) == 2
