"""Pictures are as hidden as the texts that show them."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Guest
from forum.channels.models import Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation import actions as moderation
from forum.moderation.models import Reviewable
from forum.topics import actions, queries
from forum.topics.actions import Change
from forum.topics.models import State
from forum.uploads import policy
from forum.uploads import queries as uploads
from forum.uploads.models import Upload
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reply, start

ID = "P" * 22
WORDS = f"Look: ![a cup](/uploads/{ID})"


@pytest.fixture
def author(app):
    member = make.member()
    make.save(Upload(public_id=ID, user_id=member.id, width=8, height=8, bytes=9, sha256="0" * 64))
    return member


def is_seen_by(viewer) -> bool:
    upload, uses = uploads.upload_and_uses(ID)
    return bool(policy.can_see(viewer, upload, uses))


def is_open() -> bool:
    return is_seen_by(Guest()) and is_seen_by(make.member())


def decide(verdict) -> None:
    case = db.session.scalars(select(Reviewable).where(Reviewable.decided_at.is_(None))).one()
    verdict(make.moderator(), case)


def test_a_picture_opens_with_its_post(author):
    topic = start(author, body=WORDS)

    assert topic.picture == ID
    assert f"/uploads/{ID}" in queries.first_post(fresh(topic)).html
    assert is_open()
    assert broken_promises() == []


def test_a_gallery_takes_a_topic_with_a_picture(author):
    topic = start(author, make.channel(kind=Kind.GALLERY), body=WORDS)

    assert topic.state == State.PUBLISHED


def test_a_picture_of_a_closed_channel_is_for_its_insiders(author):
    channel = make.channel(visibility="private")
    start(make.insider(channel), channel, body=WORDS)

    assert not is_open()
    assert is_seen_by(make.insider(channel))


def test_a_picture_waits_with_its_post(author):
    channel = make.channel(reviewed_since=clock.now())
    reply(start(make.moderator(), channel), author, WORDS)

    assert not is_open()
    assert is_seen_by(author)
    assert is_seen_by(make.moderator())
    decide(moderation.approve)
    assert is_open()


def test_a_picture_of_a_rejected_post_stays_closed(author):
    channel = make.channel(reviewed_since=clock.now())
    reply(start(make.moderator(), channel), author, WORDS)

    decide(moderation.reject)

    assert not is_open()


def test_a_picture_goes_and_comes_back_with_its_post(author):
    post = reply(start(), author, WORDS)

    actions.delete(author, fresh(post))
    assert not is_open()

    actions.restore(author, fresh(post))
    assert is_open()


def test_pictures_go_and_come_back_with_their_topic(author):
    topic, moderator = start(), make.moderator()
    reply(topic, author, WORDS)

    actions.delete(moderator, queries.first_post(fresh(topic)))
    assert not is_open()

    actions.restore(moderator, queries.first_post(fresh(topic)))
    assert is_open()


def test_moving_a_topic_opens_no_picture_of_a_deleted_post(author):
    topic, other = start(), make.channel()
    post = reply(topic, author, WORDS)
    actions.delete(author, fresh(post))

    actions.move(make.moderator(), fresh(topic), other)

    assert not is_open()


def test_a_picture_moves_with_its_topic_behind_a_closed_door(author):
    topic, closed = start(author, body=WORDS), make.channel(visibility="secret")

    actions.move(make.moderator(), fresh(topic), closed)

    assert not is_open()
    assert is_seen_by(make.insider(closed))


def test_a_picture_of_a_waiting_change_is_for_its_author_and_staff(author):
    channel = make.channel()
    post = reply(start(channel=channel), author, "Words.")
    channel.reviewed_since = clock.now()
    db.session.commit()

    actions.edit(author, fresh(post), Change(WORDS, queries.wording_of(fresh(post)).mark))

    assert not is_open()
    assert is_seen_by(make.moderator())
    decide(moderation.approve)
    assert is_open()


def test_a_picture_taken_out_of_a_text_is_no_longer_shown_by_it(author):
    post = reply(start(), author, WORDS)

    actions.edit(author, fresh(post), Change("None.", queries.wording_of(fresh(post)).mark))

    assert uploads.upload_and_uses(ID)[1] == []
