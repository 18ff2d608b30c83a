"""The texts of a member who was removed: out of sight, and back as if nothing had been."""

from sqlalchemy import select

from forum.channels.models import Channel
from forum.jobs import worker
from forum.kernel.db import db
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Content
from forum.topics.actions import removals
from forum.topics.models import Post, State, Topic
from tests.sanctions import deciding
from tests.support import make
from tests.topics.writing import reply, start


def states():
    db.session.expire_all()
    rows = db.session.execute(select(Post.topic_id, Post.number, Post.state).order_by(Post.id))
    return [tuple(row) for row in rows]


def counts():
    topics = db.session.execute(select(Topic.id, Topic.state, Topic.reply_count)).all()
    return [tuple(row) for row in topics], db.session.scalars(select(Channel.topic_count)).all()


def written():
    """A topic of one's own, one in which others replied, and a reply to somebody else."""
    ada, bob, room = make.member(), make.member(), make.channel()
    alone, shared = start(ada, room, title="All alone"), start(ada, room, title="With others")
    reply(alone, ada, "And one more thing.")
    reply(shared, bob, "That is mine.")
    reply(start(bob, room, title="Of somebody else"), ada, "Hello there.")
    return ada, alone, shared


def test_they_go_out_of_sight_and_come_back_as_they_were(app):
    ada, alone, shared = written()
    before, counted = states(), counts()

    removal = deciding.remove(ada, content=Content.HIDDEN)
    worker.work_off(app)

    hidden = [(topic, number) for topic, number, state in states() if state == State.HIDDEN]
    other = shared.id + 1
    assert hidden == [(alone.id, 1), (alone.id, 2), (other, 2)]
    sanctions.lift(make.admin(), removal, "We were wrong.")
    worker.work_off(app)
    assert states() == before
    assert counts() == counted


def test_they_stay_when_that_was_chosen(app):
    ada, _, _ = written()
    before = states()

    deciding.remove(ada)
    worker.work_off(app)

    assert states() == before


def test_what_was_hidden_for_something_else_stays_so(app):
    ada, alone, _ = written()
    other = db.session.scalars(
        select(Post).where(Post.topic_id == alone.id, Post.number == 2)
    ).one()
    removal = deciding.remove(ada, content=Content.HIDDEN)
    worker.work_off(app)
    other = db.session.get(Post, other.id, populate_existing=True)
    other.hidden_by_id = ada.id
    db.session.commit()

    sanctions.lift(make.admin(), removal, "We were wrong.")
    worker.work_off(app)

    assert (alone.id, 2, State.HIDDEN) in states()
    assert not removals.show_some_of(removal.id)
