from datetime import timedelta

import pytest

from forum.channels.signals import ChannelsMerged
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.reading import actions, checks, queries
from forum.reading.models import ChannelLevel, Level, Visit
from forum.topics import actions as topics
from forum.topics.actions import NewPost, NewTopic
from forum.topics.queries import visible_topic
from tests.reading.marks import unread_in
from tests.support import make


@pytest.fixture
def talk(app):
    """A topic of five posts, and another of two."""
    source, target = make.topic(), make.topic()
    for _ in range(4):
        make.post(topic=source)
    make.post(topic=target)
    return source, target


def read(member, topic, up_to):
    actions.keep_positions({(member.id, topic.id): up_to})


def merge(source, target):
    staff = make.moderator()
    topics.merge(staff, visible_topic(staff, source.id), visible_topic(staff, target.id))
    db.session.expire_all()


def test_what_was_read_before_it_moved_stays_read(talk, position):
    source, target = talk
    reader = make.member()
    read(reader, source, 4)
    read(reader, target, 2)

    merge(source, target)

    assert position(reader, target) == 6


def test_who_has_not_read_what_stands_before_goes_on_there(talk, position):
    source, target = talk
    reader = make.member()
    read(reader, source, 5)
    read(reader, target, 1)

    merge(source, target)

    assert position(reader, target) == 1


def test_who_never_read_the_moved_posts_stays_where_they_were_and_follows_on(talk, position):
    source, target = talk
    reader, follower = make.member(), make.member()
    read(reader, target, 2)
    actions.follow_topic(follower, source, Level.FOLLOWING)

    merge(source, target)

    assert position(reader, target) == 2
    assert position(follower, target) == 0
    assert queries.standing_in(follower, target).level == Level.FOLLOWING


def test_nobody_loses_what_they_have_read_beyond(talk, position):
    source, target = talk
    reader = make.member()
    read(reader, source, 1)
    read(reader, target, 2)

    merge(source, target)

    assert position(reader, target) == 3
    assert list(checks.positions_beyond_the_end()) == []


def test_a_level_chosen_where_posts_are_moved_to_stays(talk):
    source, target = talk
    reader = make.member()
    actions.follow_topic(reader, source, Level.FOLLOWING)
    actions.follow_topic(reader, target, Level.MUTED)

    merge(source, target)

    assert queries.standing_in(reader, target).level == Level.MUTED


def test_whoever_follows_a_topic_follows_what_is_split_off(talk, position):
    source, _ = talk
    reader, staff = make.member(), make.moderator()
    actions.follow_topic(reader, source, Level.WATCHING)
    read(reader, source, 3)

    here = visible_topic(staff, source.id)
    apart = topics.split(staff, here, numbers=[2, 3, 4, 5], title="Another matter")

    assert position(reader, apart) == 2
    assert queries.standing_in(reader, apart).level == Level.WATCHING


def test_whoever_starts_a_topic_or_replies_follows_it_and_has_read_it(app, position):
    author, other = make.member(), make.member()
    room = make.channel()

    topic = topics.start(author, room, NewTopic("Where do you keep beans", "In the cellar."))
    topics.reply(other, visible_topic(other, topic.id), NewPost("In the fridge, sadly."))

    assert (position(author, topic), position(other, topic)) == (1, 2)
    for member in (author, other):
        assert queries.standing_in(member, topic).level == Level.FOLLOWING
    assert unread_in(author, [topic])[topic.id].count == 1
    assert unread_in(other, [topic]) == {}


def test_levels_of_a_merged_channel_hold_where_its_topics_are_now(app):
    old, new = make.channel(), make.channel()
    stays, moves = make.member(), make.member()
    actions.follow_channel(moves, old, Level.WATCHING)
    actions.follow_channel(stays, old, Level.MUTED)
    actions.follow_channel(stays, new, Level.FOLLOWING)

    with transaction():
        announce(ChannelsMerged(old.id, new.id, make.admin().id))

    assert queries.level_in(moves, new) == Level.WATCHING
    assert queries.level_in(stays, new) == Level.FOLLOWING
    assert db.session.query(ChannelLevel).filter_by(channel_id=old.id).count() == 0


def test_reading_is_remembered_for_members_only(app):
    from_outside = type("Nobody", (), {"is_member": False})()

    with pytest.raises(Refused) as refused:
        actions.catch_up(from_outside)
    assert refused.value.verdict.reason == "sign_in_needed"


def test_old_visits_are_forgotten_and_fresh_ones_kept(app):
    topic = make.topic()
    make.save(Visit(visitor="old", topic_id=topic.id, at=clock.now() - timedelta(hours=9)))
    make.save(Visit(visitor="new", topic_id=topic.id, at=clock.now() - timedelta(hours=7)))

    app.extensions["tasks"]["reading.purge_visits"]({})

    assert [visit.visitor for visit in db.session.query(Visit)] == ["new"]
    assert "reading.purge_visits" in {schedule.kind for schedule in app.extensions["schedules"]}
