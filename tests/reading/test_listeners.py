from datetime import timedelta

import pytest

from forum.accounts.models import Guest
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.reading import actions
from forum.reading.models import Level, Position, Visit
from forum.topics.signals import PostPublished
from tests.support import make


def published(post, author):
    with transaction():
        announce(PostPublished(post.id, post.topic_id, post.number, author.id))


def test_a_page_on_the_screen_moves_the_position_forward_and_never_back(look, position):
    topic = make.topic()
    for _ in range(30):
        make.post(topic=topic)
    reader = make.member()

    look(reader, topic, up_to=20)
    assert position(reader, topic) == 20

    look(reader, topic, up_to=31)
    look(reader, topic, up_to=20)
    assert position(reader, topic) == 31


def test_a_position_never_lies_beyond_the_end_of_its_topic(look, position):
    topic = make.topic()
    reader = make.member()

    look(reader, topic, up_to=500)

    assert position(reader, topic) == 1


def test_looking_through_the_eyes_of_a_member_moves_nothing_of_theirs(look, position, views):
    topic = make.topic()
    seen_as = make.member()

    look(seen_as, topic, signed_in_as=make.admin())

    assert position(seen_as, topic) is None
    assert views(topic) == 0


def test_a_page_that_a_browser_fetches_ahead_is_not_read(look, position, views):
    topic = make.topic()
    reader = make.member()

    look(reader, topic, **{"Sec-Purpose": "prefetch;prerender"})

    assert position(reader, topic) is None
    assert views(topic) == 0


def test_notes_about_what_is_gone_meanwhile_are_dropped(app):
    actions.keep_positions({(1, 2): 3})
    actions.count_visits({("somebody", 2): clock.now()})

    assert db.session.query(Position).count() == 0
    assert db.session.query(Visit).count() == 0


def test_a_view_counts_once_for_a_visitor_in_eight_hours(look, views):
    topic = make.topic()
    reader = make.member()

    look(reader, topic)
    with clock.at(clock.now() + timedelta(hours=7)):
        look(reader, topic)
    assert views(topic) == 1

    with clock.at(clock.now() + timedelta(hours=8, minutes=1)):
        look(reader, topic)
    assert views(topic) == 2


def test_guests_are_told_apart_by_address_and_browser(look, views):
    topic = make.topic()

    look(Guest(), topic)
    look(Guest(), topic)
    look(Guest(), topic, address="192.0.2.8")
    look(Guest(), topic, **{"User-Agent": "Safari"})

    assert views(topic) == 3


@pytest.mark.parametrize("browser", ["Googlebot/2.1", "a Crawler", "Baiduspider", ""])
def test_robots_are_not_counted(look, views, browser):
    topic = make.topic()

    look(Guest(), topic, **{"User-Agent": browser})

    assert views(topic) == 0


def test_what_is_kept_of_a_guest_names_neither_address_nor_browser(look):
    look(Guest(), make.topic())

    visit = db.session.query(Visit).one()
    assert len(visit.visitor) == 32
    assert "192" not in visit.visitor and "Firefox" not in visit.visitor


def test_a_guest_of_yesterday_is_a_stranger_today(look, views):
    topic = make.topic()
    evening = clock.now().replace(hour=23, minute=50)

    with clock.at(evening):
        look(Guest(), topic)
    with clock.at(evening + timedelta(minutes=20)):
        look(Guest(), topic)

    assert views(topic) == 2


def test_whoever_replies_has_read_up_to_there_and_follows(app, position):
    topic = make.topic()
    author = make.member()
    post = make.post(topic=topic, author=author)

    published(post, author)

    assert position(author, topic) == 2
    assert db.session.get(Position, (author.id, topic.id)).level == Level.FOLLOWING


@pytest.mark.parametrize("level", list(Level))
def test_a_level_that_was_chosen_stays_when_its_member_replies(app, level):
    topic = make.topic()
    author = make.member()
    actions.follow_topic(author, topic, level)

    published(make.post(topic=topic, author=author), author)

    db.session.expire_all()
    row = db.session.get(Position, (author.id, topic.id))
    assert (row.level, row.last_read) == (level, 2)
