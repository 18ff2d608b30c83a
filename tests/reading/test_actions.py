from datetime import timedelta

import pytest

from forum.channels.signals import ChannelsMerged
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.reading import actions, queries
from forum.reading.models import ChannelLevel, Level, Visit
from forum.topics.models import PostAddress
from forum.topics.signals import PostsMoved
from tests.support import make


def move(posts, source, target):
    """As staff would: the posts get new numbers, and their old places remember them."""
    with transaction():
        for post in posts:
            db.session.add(PostAddress(topic_id=source.id, number=post.number, post_id=post.id))
            target.last_number += 1
            post.topic_id, post.number = target.id, target.last_number
            db.session.add_all([post, target])
        announce(PostsMoved(tuple(post.id for post in posts), source.id, target.id))
    db.session.expire_all()


@pytest.fixture
def talk(app):
    """A topic of five posts, and another of two."""
    source, target = make.topic(), make.topic()
    posts = [make.post(topic=source) for _ in range(4)]
    make.post(topic=target)
    return source, target, posts


def read(member, topic, up_to):
    actions.keep_positions({(member.id, topic.id): up_to})


def test_what_was_read_before_it_moved_stays_read(talk, position):
    source, target, posts = talk
    reader = make.member()
    read(reader, source, 4)
    read(reader, target, 2)

    move(posts, source, target)

    assert position(reader, target) == 5


def test_who_has_not_read_what_stands_before_goes_on_there(talk, position):
    source, target, posts = talk
    reader = make.member()
    read(reader, source, 5)
    read(reader, target, 1)

    move(posts, source, target)

    assert position(reader, target) == 1


def test_who_never_read_the_moved_posts_stays_where_they_were(talk, position):
    source, target, posts = talk
    reader = make.member()
    read(reader, source, 1)
    read(reader, target, 2)

    move(posts, source, target)

    assert position(reader, target) == 2


def test_whoever_follows_a_topic_follows_what_is_split_off(talk, position):
    source, _, posts = talk
    apart = make.save(
        type(source)(title="Apart", slug="apart", channel=source.channel, author=source.author)
    )
    reader = make.member()
    actions.follow_topic(reader, source, Level.WATCHING)
    read(reader, source, 3)

    move(posts, source, apart)

    assert position(reader, apart) == 2
    assert queries.standing_in(reader, apart).level == Level.WATCHING


def test_levels_of_a_merged_channel_hold_where_its_topics_are_now(app):
    old, new = make.channel(), make.channel()
    stays, moves = make.member(), make.member()
    actions.follow_channel(moves, old, Level.WATCHING)
    actions.follow_channel(stays, old, Level.MUTED)
    actions.follow_channel(stays, new, Level.FOLLOWING)

    with transaction():
        announce(ChannelsMerged(old.id, new.id))

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
