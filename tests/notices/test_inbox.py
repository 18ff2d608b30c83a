import re
from datetime import timedelta

import pytest

from forum.channels.models import ChannelMember, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.notices import actions, queries
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.topics import queries as posts
from forum.topics.models import Post, State
from tests.notices.told import kinds, notices, unread
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start


@pytest.fixture
def ada():
    return make.member(username="ada")


def test_the_bell_counts_what_is_unread_and_says_so_in_words(ada, sign_in):
    browser = sign_in(ada)
    assert "Notices</span>" in browser.get("/").text

    topic = start(ada)
    for _ in range(3):
        reply(topic)

    page = browser.get("/").text
    assert "Notices, 3 unread" in page
    assert "data-bell-count>3</span>" in page
    foot = page[page.index('<nav class="tabbar"') :]
    assert "Notices, 3 unread" in foot
    assert "data-bell-count>3</span>" in foot


def test_the_bell_at_the_foot_of_phones_counts_anew_on_every_page(ada, sign_in):
    browser = sign_in(ada)
    topic = start(ada)

    for count in ("1", "2"):
        reply(topic)
        foot = browser.get("/").text.partition('<nav class="tabbar"')[2]
        assert f"data-bell-count>{count}</span>" in foot


def test_the_bell_shows_at_most_three_signs(ada, sign_in, monkeypatch):
    monkeypatch.setattr(queries, "unread_count", lambda user: 140)

    page = sign_in(ada).get("/").text

    assert page.count("data-bell-count>99+</span>") == 2


def test_staff_who_look_through_the_eyes_of_a_member_see_their_own_bell(ada, sign_in):
    reply(start(ada))
    browser = sign_in(make.moderator())
    browser.post("/view-as", data={"who": "ada", "next": "/"})

    page = browser.get("/").text

    assert "data-bell" in page
    assert "1 unread" not in page


def test_the_bell_costs_one_question(ada, sign_in):
    browser = sign_in(ada)
    with count_queries() as seen:
        browser.get("/")

    assert len([each for each in seen if "inboxes" in each]) == 1
    assert [each for each in seen if "notices" in each] == []


def test_guests_have_no_bell_and_no_inbox(guest):
    assert "data-bell" not in guest.get("/").text
    for answer in (guest.get("/notices"), guest.post("/notices/read")):
        assert "/sign-in" in answer.location


def test_the_inbox_says_who_did_what_where(ada, sign_in):
    topic = start(ada, title="How to descale a kettle")
    reply(topic, make.member(display_name="Grace"), "With lemon juice.")

    page = sign_in(ada).get("/notices").text

    for words in ("Grace replied to you", "How to descale a kettle", "With lemon juice.", "Today"):
        assert words in page


def test_an_empty_inbox_says_what_goes_there(ada, sign_in):
    assert "Nothing has happened yet" in sign_in(ada).get("/notices").text
    assert "Nothing unread" in sign_in(ada).get("/notices?only=unread").text


def test_people_who_reacted_are_named_and_counted(ada, sign_in):
    post = posts.first_post(start(ada))
    for name in ("Ada", "Ben", "Cleo", "Dora"):
        reactions.give(make.member(display_name=name), fresh(post), ReactionKind.LIKE)

    assert "Dora, Cleo and 2 others reacted to your post" in sign_in(ada).get("/notices").text


def test_unread_ones_can_be_looked_at_alone(ada, sign_in):
    topic = start(ada)
    for body in ("The first reply.", "The second reply."):
        reply(topic, body=body)
    actions.read(ada, notices(ada)[0])

    page = sign_in(ada).get("/notices?only=unread").text

    assert "The second reply." in page
    assert "The first reply." not in page


def test_one_is_marked_as_read_and_then_all(ada, sign_in):
    topic, browser = start(ada), sign_in(ada)
    for _ in range(3):
        reply(topic)

    browser.post(f"/notices/{notices(ada)[0].id}/read")
    assert unread(ada) == 2

    browser.post("/notices/read")
    assert unread(ada) == 0
    assert all(notice.is_read for notice in notices(ada))


def test_what_came_after_the_page_was_made_stays_unread(ada):
    topic = start(ada)
    reply(topic)
    until = clock.now()
    with clock.at(until + timedelta(seconds=1)):
        reply(topic)

    actions.read_all(ada, until)

    assert [notice.is_read for notice in notices(ada)] == [True, False]


def test_reading_the_post_reads_its_notices(ada, sign_in, flush):
    topic = start(ada)
    reply(topic)
    reactions.give(make.member(), fresh(posts.first_post(topic)), ReactionKind.LIKE)
    assert unread(ada) == 2

    sign_in(ada).get(f"/t/{topic.slug}/{topic.id}")
    flush()

    assert unread(ada) == 0


def test_another_page_of_the_topic_reads_only_what_stands_on_it(ada, sign_in, flush):
    topic = start(ada)
    for _ in range(25):
        reply(topic)

    sign_in(ada).get(f"/t/{topic.slug}/{topic.id}?page=2")
    flush()

    numbers = {db.session.get(Post, n.post_id).number for n in notices(ada) if n.is_read}
    assert numbers == set(range(21, 27))


def test_a_page_fetched_ahead_reads_nothing(ada, sign_in, flush):
    topic = start(ada)
    reply(topic)

    browser = sign_in(ada)
    browser.get(f"/t/{topic.slug}/{topic.id}", headers={"Sec-Purpose": "prefetch"})
    flush()

    assert unread(ada) == 1


def test_following_a_notice_leads_to_its_post_and_reads_it(ada, sign_in, flush):
    post = reply(start(ada))
    [notice] = notices(ada)

    answer = sign_in(ada).get(f"/notices/{notice.id}")
    flush()

    assert answer.location == f"/p/{post.id}"
    assert unread(ada) == 0


def test_nobody_reads_or_follows_the_notices_of_others(ada, sign_in):
    reply(start(ada))
    [notice] = notices(ada)
    other = sign_in(make.admin())

    assert other.get(f"/notices/{notice.id}").status_code == 404
    assert other.post(f"/notices/{notice.id}/read").status_code == 404
    assert unread(ada) == 1


def test_a_notice_whose_door_has_closed_is_not_there_any_more(sign_in):
    room = make.channel(visibility=Visibility.PRIVATE, name="Founders")
    ada = make.insider(room)
    writer = make.insider(room, display_name="Ms Hidden")
    reply(start(ada, room, title="The secret plan of ours"), writer, "Ten tonnes.")
    [notice] = notices(ada)
    with transaction():
        db.session.query(ChannelMember).filter_by(user_id=ada.id).delete()

    browser = sign_in(ada)
    page = browser.get("/notices").text.split("<main", 1)[1].split("</main", 1)[0]

    for secret in ("The secret plan", "Ten tonnes", "Founders", "Ms Hidden"):
        assert secret not in page
    assert browser.get(f"/notices/{notice.id}").status_code == 404


@pytest.mark.parametrize("state", [State.DELETED, State.REJECTED, State.HELD])
def test_a_notice_of_a_post_that_was_taken_away_is_not_shown(ada, sign_in, state):
    post = reply(start(ada), body="Taken away later.")
    with transaction():
        db.session.get(Post, post.id).state = state

    assert "Taken away later." not in sign_in(ada).get("/notices").text


def test_the_inbox_goes_on_and_costs_the_same_for_many_as_for_few(ada, sign_in):
    topic, browser = start(ada), sign_in(ada)

    def cost():
        with count_queries() as seen:
            assert browser.get("/notices").status_code == 200
        return len(seen)

    def fill(first, last):
        for number in range(first, last):
            with clock.at(clock.now() + timedelta(seconds=number)):
                reply(topic, body=f"Reply {number:02}.")
                other = posts.first_post(start(ada, title=f"Another topic, number {number}"))
                reactions.give(make.member(), fresh(other), ReactionKind.LIKE)

    fill(0, 1)
    few = cost()
    fill(1, 13)

    assert cost() == few
    page = queries.lines_of(ada)
    second = browser.get(f"/notices?after={page.next}").text
    assert ("Reply 02." in second, "Reply 03." in second) == (True, False)


def test_what_was_read_long_ago_is_forgotten(ada):
    post = posts.first_post(start(ada))
    reactions.give(make.member(), fresh(post), ReactionKind.LIKE)
    reply(post.topic)
    actions.read(ada, notices(ada)[0])

    with clock.at(clock.now() + timedelta(days=181)):
        actions.purge()

    assert kinds(ada) == ["reply"]


def test_a_long_text_is_cut_between_two_words_and_says_so(ada, sign_in):
    reply(start(ada), body="kettle " * 60)

    assert "kettle…" in sign_in(ada).get("/notices").text


@pytest.mark.parametrize(
    ("address", "lit"), [("/notices", "/notices"), ("/drafts", "/members/ada")]
)
def test_on_a_phone_the_place_one_is_at_is_lit(ada, sign_in, address, lit):
    bar = sign_in(ada).get(address).text.split('class="tabbar"')[1]

    assert re.search(rf'<a [^>]*href="{lit}"[^>]*aria-current="page"', bar)
