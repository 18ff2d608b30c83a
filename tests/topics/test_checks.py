"""`forum verify` finds what is amiss, and nothing else."""

import pytest
from sqlalchemy import select, text

from forum.channels.models import Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.topics import actions, queries
from forum.topics.actions import Change
from forum.topics.models import HeldEdit, Tag
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reply, start


@pytest.fixture
def busy(app):
    """A forum in which everything has happened once."""
    channel = make.channel(kind=Kind.QUESTION)
    topic = start(channel=channel, tags=("grinder", "burrs"))
    answer, gone = reply(topic), reply(topic)
    actions.accept(topic.author, fresh(answer))
    actions.delete(make.moderator(), fresh(gone))
    other = start(channel=channel)
    actions.delete(make.moderator(), queries.first_post(fresh(other)))
    channel.reviewed_since = clock.now()
    db.session.commit()
    reply(topic)
    mark = queries.wording_of(fresh(answer)).mark
    actions.edit(answer.author, fresh(answer), Change("Better words.", mark))
    start(channel=channel)
    start(make.moderator(), publish_at=clock.now().replace(year=2099))
    return topic


def test_a_whole_forum_keeps_every_promise(busy):
    assert broken_promises() == []


TOPIC = "UPDATE topics SET {} WHERE id = :topic"
CHANNEL = "UPDATE channels SET {} WHERE id = :channel"
MEMBER = "UPDATE users SET {} WHERE id = :member"
PICTURE = '<img src="/uploads/AAAAAAAAAAAAAAAAAAAAAA/960">'
DAMAGES = {
    TOPIC.format("reply_count = 7"): "topic {topic} counts 7 replies, and has 1",
    TOPIC.format("people_count = 9"): "topic {topic} counts 9 people, and has 2",
    CHANNEL.format("topic_count = 9"): "channel {channel} counts 9 topics, and has 1",
    CHANNEL.format("post_count = 9"): "channel {channel} counts 9 posts, and has 2",
    MEMBER.format("topic_count = 9"): "member {member} counts 9 topics, and has 1",
    MEMBER.format("post_count = 9"): "member {member} counts 9 posts, and has 1",
    MEMBER.format("accepted_count = 9"): "member {member} counts 9 accepted answers, and has 0",
    "UPDATE tags SET topic_count = 9 WHERE id = :tag": "tag {tag} counts 9 topics, and has 1",
    TOPIC.format("last_number = 1"): "topic {topic} has a post with number 2",
    "UPDATE posts SET number = 99 WHERE id = :reply": "topic {topic} has a post with number 99",
    "UPDATE posts SET state = 'held' WHERE id = :first": "topic {topic} does not begin with",
    "DELETE FROM reviewables WHERE target_kind = 'post'": "and is not in the queue",
    "DELETE FROM reviewables WHERE target_kind = 'edit'": "edit {edit} waits for a moderator",
    TOPIC.format("answer_id = :first"): "topic {topic} is answered by post {first}",
    TOPIC.format("face_ids = '[99999]'"): "topic {topic} shows member 99999",
    "UPDATE posts SET html = :html WHERE id = :first": "post {first} names the picture A",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found(busy, damage):
    ids = {
        "topic": busy.id,
        "channel": busy.channel_id,
        "member": busy.author_id,
        "tag": db.session.scalars(select(Tag.id)).first(),
        "first": queries.first_post(fresh(busy)).id,
        "reply": busy.answer_id,
        "html": PICTURE,
        "edit": db.session.scalars(select(HeldEdit.id)).one(),
    }
    statement = text(damage)
    used = {name: ids[name] for name in statement._bindparams}
    with transaction():
        db.session.execute(statement, used)
    db.session.expire_all()

    found = broken_promises()

    assert any(DAMAGES[damage].format(**ids) in problem for problem in found), found


def test_a_link_to_a_file_that_never_was_is_its_authors_affair(app):
    reply(start(), body="See [this](/uploads/AAAAAAAAAAAAAAAAAAAAAA).")

    assert broken_promises() == []
