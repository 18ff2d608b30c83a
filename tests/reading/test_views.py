import re
from datetime import UTC, datetime, timedelta

import pytest

from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.reading import actions, listeners, queries
from forum.reading.models import Level
from tests.support import make


@pytest.fixture
def long_topic(app):
    topic = make.topic(slug="long", created_at=datetime(2026, 5, 1, tzinfo=UTC))
    for day in range(2, 26):
        make.post(topic=topic, created_at=datetime(2026, 5, day, tzinfo=UTC))
    return topic


def address(topic, rest=""):
    return f"/t/{topic.slug}/{topic.id}{rest}"


def test_reading_a_page_moves_the_position_to_its_last_post(long_topic, sign_in, position):
    reader = make.member()

    sign_in(reader).get(address(long_topic))
    listeners.positions.flush()
    assert position(reader, long_topic) == 20

    sign_in(reader).get(address(long_topic, "?page=2"))
    listeners.positions.flush()
    assert position(reader, long_topic) == 25


def test_a_member_sees_how_far_they_have_come(long_topic, sign_in, guest):
    reader = make.member()
    actions.keep_positions({(reader.id, long_topic.id): 21})

    page = sign_in(reader).get(address(long_topic)).text

    assert "21 of 25 read" in page
    assert f'href="{address(long_topic, "/unread")}"' in page
    assert f'action="/t/{long_topic.id}/follow"' in page
    assert "of 25 read" not in guest.get(address(long_topic)).text


def test_the_navigation_counts_unread_topics(sign_in):
    reader = make.member(caught_up_at=clock.now() - timedelta(days=1))
    room = make.channel(name="Brew talk")
    make.topic(channel=room), make.topic(channel=room)

    page = sign_in(reader).get("/").text

    assert re.search(r'Brew talk</span><span class="nav-link__count">2<', page)


def test_the_first_unread_post_is_found_on_its_page(long_topic, sign_in):
    reader = make.member()
    actions.keep_positions({(reader.id, long_topic.id): 21})

    answer = sign_in(reader).get(address(long_topic, "/unread"))

    assert answer.location == address(long_topic, "?page=2#post-22")


def test_the_newest_post_is_found_on_its_page(long_topic, guest):
    answer = guest.get(address(long_topic, "/newest"))

    assert answer.location == address(long_topic, "?page=2#post-25")


def test_a_day_leads_to_its_first_post(long_topic, guest):
    answer = guest.get(address(long_topic, "/on?date=2026-05-03"))

    assert answer.location == address(long_topic, "#post-3")


def test_a_day_begins_where_the_reader_lives(long_topic, sign_in):
    reader = make.member(time_zone="America/New_York")

    answer = sign_in(reader).get(address(long_topic, "/on?date=2026-05-03"))

    # It is still the second of May in New York when the third begins in London.
    assert answer.location == address(long_topic, "#post-4")


@pytest.mark.parametrize("date", ["", "yesterday", "2026-13-40", "0001-01-01", "9999-12-31"])
def test_a_date_that_is_none_still_leads_into_the_topic(long_topic, guest, date):
    answer = guest.get(address(long_topic, f"/on?date={date}"))

    assert answer.status_code == 302
    assert answer.location.startswith(address(long_topic))


@pytest.mark.parametrize("rest", ["/unread", "/newest", "/on?date=2026-05-03"])
def test_no_jump_tells_of_a_topic_behind_a_door(guest, rest):
    hidden = make.topic(channel=make.channel(visibility=Visibility.SECRET))

    assert guest.get(address(hidden, rest)).status_code == 404


def test_a_member_chooses_how_closely_to_follow_a_topic(long_topic, sign_in):
    reader = make.member()

    answer = sign_in(reader).post(f"/t/{long_topic.id}/follow", data={"level": "watching"})

    assert answer.location == address(long_topic)
    assert queries.standing_in(reader, long_topic).level == Level.WATCHING


def test_a_member_chooses_how_closely_to_follow_a_channel(sign_in):
    reader, room = make.member(), make.channel(slug="gear")

    answer = sign_in(reader).post(f"/c/{room.id}/follow", data={"level": "muted"})

    assert answer.location == "/c/gear"
    assert queries.level_in(reader, room) == Level.MUTED


def test_the_form_leads_back_to_the_page_it_stood_on_and_to_no_other_site(sign_in, long_topic):
    browser = sign_in(make.member())

    def sent_from(page):
        form = {"level": "normal"}
        url = f"/t/{long_topic.id}/follow"
        return browser.post(url, data=form, headers={"Referer": page}).location

    assert sent_from("http://localhost/t/long/1?page=2") == "/t/long/1?page=2"
    assert sent_from("http://evil.example/t/long/1") == address(long_topic)
    assert sent_from("http://localhost//evil.example/") == "/evil.example/"


def test_a_level_that_does_not_exist_is_refused(sign_in, long_topic):
    answer = sign_in(make.member()).post(f"/t/{long_topic.id}/follow", data={"level": "loud"})

    assert answer.status_code == 400


def test_nobody_follows_what_they_may_not_read(sign_in):
    room = make.channel(visibility=Visibility.PRIVATE)
    topic = make.topic(channel=room)
    outsider = sign_in(make.member())

    assert outsider.post(f"/c/{room.id}/follow", data={"level": "watching"}).status_code == 404
    assert outsider.post(f"/t/{topic.id}/follow", data={"level": "watching"}).status_code == 404
    assert outsider.post(f"/c/{room.id}/catch-up").status_code == 404


def test_everything_can_be_marked_as_read(sign_in):
    reader = make.member()
    make.topic()
    assert queries.unread_topics(reader) == 1

    answer = sign_in(reader).post("/catch-up")

    assert answer.location == "/unread"
    db.session.refresh(reader)
    queries.forget_counts()
    assert queries.unread_topics(reader) == 0


def test_a_channel_can_be_marked_as_read(sign_in):
    reader, room = make.member(), make.channel(slug="gear")
    make.topic(channel=room)
    make.topic()

    answer = sign_in(reader).post(f"/c/{room.id}/catch-up")

    queries.forget_counts()
    assert answer.location == "/c/gear"
    assert queries.unread_topics(reader) == 1


@pytest.mark.parametrize("path", ["/t/1/follow", "/c/1/follow", "/catch-up", "/c/1/catch-up"])
def test_a_guest_is_asked_to_sign_in(guest, path):
    assert guest.post(path).status_code in {302, 401}
