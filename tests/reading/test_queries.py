from datetime import timedelta

import pytest

from forum.accounts.models import Guest
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.reading import actions, queries
from forum.reading.models import Level, Position
from forum.topics.models import State
from tests.reading.marks import unread_in
from tests.support import make
from tests.support.queries import count_queries


def hours(number):
    return clock.now() + timedelta(hours=number)


@pytest.fixture
def reader(app):
    return make.member(caught_up_at=hours(-10))


def read(member, topic, up_to):
    actions.keep_positions({(member.id, topic.id): up_to})


def unread(member, topic):
    queries.forget_counts()
    return unread_in(member, [topic]).get(topic.id)


def topic_with(posts, **given):
    topic = make.topic(**given)
    for _ in range(posts - 1):
        make.post(topic=topic)
    return topic


def test_a_topic_from_after_the_catching_up_is_new(reader):
    topic = topic_with(3)

    found = unread(reader, topic)

    assert (found.count, found.is_new) == (3, True)


def test_a_topic_from_before_it_is_not(reader):
    topic = topic_with(3, created_at=hours(-30), bumped_at=hours(-20))

    assert unread(reader, topic) is None


def test_of_an_old_topic_never_opened_only_what_came_since_is_unread(reader):
    topic = make.topic(created_at=hours(-30), bumped_at=hours(-1))
    topic_posts = [make.post(topic=topic, created_at=hours(-h)) for h in (20, 5, 1)]

    found = unread(reader, topic)

    assert (found.count, found.is_new) == (2, False)
    assert queries.first_unread(reader, topic) == topic_posts[1].number


def test_beyond_the_position_everything_published_is_unread(reader):
    topic = topic_with(5)
    read(reader, topic, 3)
    make.post(topic=topic, state=State.HELD)
    make.post(topic=topic, state=State.DELETED)

    assert unread(reader, topic).count == 2


def test_posts_that_only_wait_make_nothing_unread(reader):
    topic = topic_with(2)
    read(reader, topic, 2)
    make.post(topic=topic, state=State.HELD)

    assert unread(reader, topic) is None


def test_a_topic_begun_before_the_catching_up_is_unread_as_far_as_it_was_left(reader):
    topic = topic_with(3, created_at=hours(-30), bumped_at=hours(-20))

    read(reader, topic, 1)

    assert unread(reader, topic).count == 2


def test_counting_stops_at_a_hundred(reader):
    topic = topic_with(queries.MOST + 20)

    assert unread(reader, topic).count == queries.MOST
    assert unread(reader, topic).is_many


def test_catching_up_leaves_nothing_unread_until_somebody_writes(reader):
    begun, new = topic_with(3), topic_with(2)
    read(reader, begun, 1)

    actions.catch_up(reader)
    db.session.refresh(reader)

    assert unread(reader, begun) is None
    assert unread(reader, new) is None
    with clock.at(hours(1)):
        make.post(topic=begun)
    assert unread(reader, begun).count == 1


def test_catching_up_in_one_channel_leaves_the_others_alone(reader):
    room = make.channel()
    here, begun, elsewhere = topic_with(2, channel=room), topic_with(2, channel=room), topic_with(2)
    read(reader, begun, 1)

    actions.catch_up_in(reader, room)

    assert unread(reader, here) is None
    assert unread(reader, begun) is None
    assert unread(reader, elsewhere).count == 2


def test_a_guest_has_nothing_unread(app):
    topic = topic_with(2)

    assert unread_in(Guest(), [topic]) == {}
    assert queries.channel_marks(Guest()) == {}


def test_channels_count_their_unread_topics(reader):
    room, other = make.channel(), make.channel()
    topic_with(5, channel=room)
    topic_with(1, channel=room)
    topic_with(1, channel=other)

    marks = queries.channel_marks(reader)

    assert (marks[room.id].unread, marks[other.id].unread) == (2, 1)
    assert queries.unread_topics(reader) == 3


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.SECRET])
def test_channels_behind_a_door_do_not_count_for_outsiders(reader, visibility):
    room = make.channel(visibility=visibility)
    topic_with(1, channel=room)
    inside = make.insider(room, caught_up_at=hours(-10))

    assert room.id not in queries.channel_marks(reader)
    assert queries.channel_marks(inside)[room.id].unread == 1


def test_muted_things_do_not_count_but_a_topic_may_speak_for_itself(reader):
    quiet, loud = make.channel(), make.channel()
    topic_with(1, channel=quiet)
    wanted = topic_with(1, channel=quiet)
    unwanted = topic_with(1, channel=loud)

    actions.follow_channel(reader, quiet, Level.MUTED)
    actions.follow_topic(reader, wanted, Level.FOLLOWING)
    actions.follow_topic(reader, unwanted, Level.MUTED)

    marks = queries.channel_marks(reader)
    assert queries.unread_topics(reader) == 1
    assert (marks[quiet.id].unread, marks[quiet.id].is_muted) == (1, True)
    assert loud.id not in marks


def test_a_muted_channel_is_marked_even_without_topics(reader):
    room = make.channel()

    actions.follow_channel(reader, room, Level.MUTED)

    assert queries.channel_marks(reader)[room.id].is_muted


def test_counts_are_asked_for_once_on_a_page_and_in_one_query(reader):
    topic_with(2)
    queries.forget_counts()

    with count_queries() as seen:
        queries.channel_marks(reader)
        queries.unread_topics(reader)

    assert len(seen) == 1


def test_the_first_unread_post_is_the_one_after_the_position(reader):
    topic = topic_with(4)
    read(reader, topic, 2)

    assert queries.first_unread(reader, topic) == 3


def test_deleted_posts_are_passed_over(reader):
    topic = topic_with(2)
    read(reader, topic, 2)
    make.post(topic=topic, state=State.DELETED)
    make.post(topic=topic)

    assert queries.first_unread(reader, topic) == 4


def test_when_all_is_read_one_goes_on_at_the_last_post(reader):
    topic = topic_with(3)
    read(reader, topic, 3)

    assert queries.first_unread(reader, topic) == 3


def test_guests_and_newcomers_to_a_topic_start_at_its_beginning(reader):
    old = topic_with(3, created_at=hours(-30), bumped_at=hours(-20))

    assert queries.first_unread(Guest(), old) == 1
    assert queries.first_unread(make.member(), topic_with(3)) == 1


def test_a_date_leads_to_the_first_post_from_then_on(app):
    topic = make.topic(created_at=hours(-60))
    for ago in (50, 40, 30):
        make.post(topic=topic, created_at=hours(-ago))

    assert queries.on_date(topic, hours(-45)) == 3
    assert queries.on_date(topic, hours(1)) == 4


def test_a_channels_level_holds_until_the_topic_has_its_own(reader):
    topic = make.topic()
    actions.follow_channel(reader, topic.channel, Level.WATCHING)
    before = queries.standing_in(reader, topic)

    actions.follow_topic(reader, topic, Level.NORMAL)
    after = queries.standing_in(reader, topic)

    assert (before.level, before.is_own) == (Level.WATCHING, False)
    assert (after.level, after.is_own) == (Level.NORMAL, True)


def test_following_a_topic_does_not_make_it_read(reader):
    topic = topic_with(2)

    actions.follow_topic(reader, topic, Level.FOLLOWING)

    assert unread(reader, topic).count == 2
    assert db.session.get(Position, (reader.id, topic.id)).last_read == 0
