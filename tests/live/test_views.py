"""What live puts into pages, being seen while writing, and choosing not to be."""

import re

import pytest

from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.whispers import EAR
from forum.live import queries
from tests.support import make

META = re.compile(r'<meta name="live" content="([^"]*)"')


@pytest.fixture
def heard(app):
    """What was whispered."""
    words = []
    app.extensions[EAR] = words.append
    yield words
    app.extensions.pop(EAR)


def test_a_guests_page_has_an_empty_pass_and_a_members_page_a_signed_one(guest, sign_in):
    assert META.search(guest.get("/").text)[1] == ""
    assert META.search(sign_in(make.member()).get("/").text)[1].count("-") == 2


def test_the_pass_of_a_page_stays_the_same_for_hours(sign_in):
    browser = sign_in(make.member())

    assert META.search(browser.get("/").text)[1] == META.search(browser.get("/tags").text)[1]


def test_a_page_seen_through_the_eyes_of_others_has_no_pass(sign_in):
    browser = sign_in(make.moderator())
    with browser.session_transaction() as session:
        session["view_as"] = "guest"

    assert META.search(browser.get("/").text) is None


def test_a_topic_says_where_new_posts_come_in(guest):
    topic = make.topic()

    page = guest.get(f"/t/{topic.slug}/{topic.id}").text

    assert f'<live-topic class="live-topic" data-topic="{topic.id}"' in page
    assert "data-is-end" in page
    assert "data-replying-url" not in page


def test_a_post_that_came_in_is_fetched_as_it_stands_on_the_page(guest):
    topic = make.topic()
    make.post(topic=topic, body="The second one.")
    make.post(topic=topic, body="The third one.")

    part = guest.get(f"/t/{topic.id}/part?from=3&to=3").text

    assert 'id="post-3"' in part
    assert "The third one." in part
    assert "The second one." not in part
    assert "<html" not in part


@pytest.mark.parametrize("words", ["from=-5&to=9999999", "from=x", "from=1&to=0", ""])
def test_a_part_is_never_more_than_a_page(guest, words):
    topic = make.topic()
    for _ in range(25):
        make.post(topic=topic)

    assert guest.get(f"/t/{topic.id}/part?{words}").text.count("<article") <= 20


def test_a_part_of_a_closed_channel_is_not_found(guest):
    topic = make.topic(channel=make.channel(visibility=Visibility.SECRET))

    assert guest.get(f"/t/{topic.id}/part?from=1").status_code == 404


def test_who_writes_is_whispered_with_name_and_place(sign_in, heard):
    topic, writer = make.topic(), make.member(display_name="Ada")

    answer = sign_in(writer).post(f"/t/{topic.id}/replying")

    place = {"topic": topic.id, "channel": topic.channel_id}
    assert answer.status_code == 204
    assert heard == [{"kind": "typing", **place, "by": writer.id, "name": "Ada"}]


def test_who_wishes_to_write_unseen_is_not_whispered_about(sign_in, heard):
    topic, writer = make.topic(), make.member()
    browser = sign_in(writer)
    browser.post("/preferences/presence", data={"act": "save"})

    browser.post(f"/t/{topic.id}/replying")

    assert queries.is_quiet(writer)
    assert heard == []


def test_the_choice_can_be_taken_back(sign_in):
    writer = make.member()
    browser = sign_in(writer)
    browser.post("/preferences/presence", data={"act": "save"})

    browser.post("/preferences/presence", data={"is_shown": "y"})

    assert not queries.is_quiet(writer)
    assert "checked" in browser.get("/preferences/presence").text


def test_nobody_whispers_where_they_may_not_write(sign_in, heard):
    closed = make.topic(closed_at=clock.now())
    secret = make.topic(channel=make.channel(visibility=Visibility.SECRET))
    browser = sign_in(make.member())

    assert browser.post(f"/t/{closed.id}/replying").status_code == 403
    assert browser.post(f"/t/{secret.id}/replying").status_code == 404
    assert heard == []


def test_whispering_has_a_limit(sign_in, heard):
    topic = make.topic()
    browser = sign_in(make.member())

    answers = [browser.post(f"/t/{topic.id}/replying").status_code for _ in range(41)]

    assert set(answers[:40]) == {204}
    assert answers[40] == 429


def test_a_page_can_ask_for_a_new_pass(guest, sign_in):
    member = make.member()

    assert guest.get("/live/pass").json == {"pass": ""}
    assert sign_in(member).get("/live/pass").json["pass"].split("-")[1] == str(member.id)


def test_a_reply_by_script_is_answered_with_its_number(sign_in):
    topic = make.topic()
    browser = sign_in(make.member())
    headers = {"Accept": "application/json"}

    answer = browser.post(f"/t/{topic.id}/reply", data={"body": "Hello."}, headers=headers)

    assert answer.json == {"number": 2, "held": False}
    with browser.session_transaction() as session:
        assert "_flashes" not in session
