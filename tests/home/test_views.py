import re
from datetime import timedelta

import pytest

from forum.accounts.models import ListStyle
from forum.channels.models import Audience, ChannelSlug, Kind, Visibility
from forum.kernel import clock
from forum.kernel.paging import PAGE_SIZE
from forum.reading import actions as reading
from forum.reading.models import Level
from forum.site import settings
from forum.site.models import ChosenSetting
from tests.support import make
from tests.support.queries import count_queries, count_queries_again

TITLE = re.compile(r'<a class="(?:topic-row|pictures)__link"[^>]*>([^<]*)</a>')


def rows(page):
    return TITLE.findall(page.text)


def lively_place(count, **given):
    """Topics with everything that a row can show, by many people in many channels."""
    for number in range(count):
        helper = make.member()
        room = make.channel(kind=Kind.QUESTION if number % 2 else Kind.DISCUSSION)
        topic = make.topic(channel=room, face_ids=[helper.id], **given)
        make.tags(topic, f"tag-{number}", "shared")
        make.post(topic=topic, author=helper)


@pytest.mark.parametrize(
    "address",
    ["/", "/unread", "/unanswered", "/top/week", "/top/all", "/following", "/tags", "/tags/shared"],
)
def test_a_list_costs_the_same_for_many_topics_as_for_few(sign_in, address):
    member = make.member(caught_up_at=clock.now() - timedelta(days=1))
    browser = sign_in(member)
    room = make.channel(slug="room")
    reading.follow_channel(member, room, Level.FOLLOWING)
    make.topic(channel=room)
    lonely = make.topic(channel=make.channel(kind=Kind.QUESTION))
    make.tags(lonely, "shared")

    def cost():
        with count_queries() as seen:
            assert browser.get(address).status_code == 200
        return seen

    lively_place(2)
    few = cost()
    lively_place(10)
    many = cost()

    assert len(many) == len(few), "\n".join(many)


def own(statements):
    """What this slice asks, without the session, settings, bell, navigation and the tier card."""
    nobodys = ("sessions", "chosen_settings", "sections", "inboxes", "tiers")
    return [
        s
        for s in statements
        if not any(f"FROM {name}" in s or f"JOIN {name}" in s for name in nobodys)
    ]


def test_the_front_page_asks_seven_questions_of_its_own(sign_in):
    member = make.member(caught_up_at=clock.now() - timedelta(days=1))
    lively_place(4)
    browser = sign_in(member)
    browser.get("/")

    with count_queries_again() as seen:
        browser.get("/")

    # Unread counts, pins, topics, people, tags, and two cards. What higher slices show comes with
    # the session, or is the same for all and read once in a moment.
    assert len(own(seen)) == 7, "\n\n".join(own(seen))


@pytest.mark.parametrize("rest", ["", "/unanswered", "/top/month"])
def test_a_channel_costs_the_same_for_many_topics_as_for_few(sign_in, rest):
    room = make.channel(slug="gear", kind=Kind.QUESTION)
    browser = sign_in(make.member())

    def cost():
        with count_queries() as seen:
            assert browser.get(f"/c/gear{rest}").status_code == 200
        return len(seen)

    for _ in range(2):
        make.tags(make.topic(channel=room), "a")
    few = cost()
    for _ in range(12):
        make.tags(make.topic(channel=room), "b")

    assert cost() == few


def test_the_front_page_leads_on_and_back(guest):
    room, author = make.channel(), make.member()
    for number in range(PAGE_SIZE + 1):
        make.topic(title=f"Number {number:02}", channel=room, author=author)

    first = guest.get("/")
    (older,) = re.findall(r'href="(/\?after=[^"]+)" rel="next"', first.text)
    second = guest.get(older)

    assert len(rows(first)) == PAGE_SIZE
    assert rows(second) == ["Number 00"]
    assert 'href="/" rel="prev"' in second.text
    assert 'rel="next"' not in second.text


@pytest.mark.parametrize(
    "word", ["", "nonsense", "%00", "OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ", "a" * 5000]
)
def test_a_place_in_the_list_that_makes_no_sense_is_its_beginning(guest, word):
    make.topic(title="Here")

    answer = guest.get(f"/?after={word}")

    assert answer.status_code == 200
    assert rows(answer) == ["Here"]


def test_guests_are_welcomed_on_the_first_page_only(guest, sign_in):
    make.save(ChosenSetting(key=settings.NAME.key, value="Kettle & Crane"))
    make.save(ChosenSetting(key=settings.TAGLINE.key, value="For people who brew"))
    for _ in range(PAGE_SIZE + 1):
        make.topic(channel=make.channel())
    older = re.search(r'href="(/\?after=[^"]+)"', guest.get("/").text)[1]

    assert "Welcome to Kettle &amp; Crane" in guest.get("/").text
    assert "For people who brew" in guest.get("/").text
    assert "Welcome to" not in guest.get(older).text
    assert "Welcome to" not in guest.get("/unanswered").text
    assert "Welcome to" not in sign_in(make.member()).get("/").text


def test_the_owner_of_a_fresh_site_is_told_what_it_still_lacks(sign_in):
    owner = sign_in(make.admin())

    everything = owner.get("/").text
    make.channel()
    make.save(ChosenSetting(key=settings.NAME.key, value="Kettle & Crane"))
    after_the_set_up = owner.get("/").text

    assert "Make your channels" in everything and "Give it your look" in everything
    assert "Write a welcome topic" in everything and "Write a welcome topic" in after_the_set_up
    assert "Make your channels" not in after_the_set_up
    assert "Give it your look" not in after_the_set_up


def test_each_page_has_one_first_heading(guest, sign_in):
    room = make.channel(slug="room")
    make.tags(make.topic(channel=room), "beans")
    make.channel(slug="door", visibility=Visibility.PRIVATE)
    pages = ["/", "/unanswered", "/top/day", "/c/room", "/c/door", "/tags", "/tags/beans"]

    for browser in (guest, sign_in(make.member())):
        for page in pages:
            assert browser.get(page).text.count("<h1") == 1, page


def test_lists_of_ones_own_are_for_members(guest):
    make.topic()

    page = guest.get("/").text

    assert 'href="/unread"' not in page
    assert 'href="/following"' not in page
    for address in ("/unread", "/following"):
        answer = guest.get(address)
        assert answer.status_code == 302
        assert "/sign-in" in answer.location


def test_the_tab_says_how_much_is_unread(sign_in):
    member = make.member(caught_up_at=clock.now() - timedelta(days=1))
    make.topic(), make.topic()

    page = sign_in(member).get("/").text

    assert re.search(r'href="/unread">Unread <span class="tabs__count">\(2\)</span>', page)


def test_an_unread_row_says_so_in_words(sign_in):
    member = make.member(caught_up_at=clock.now() - timedelta(days=1))
    topic = make.topic()
    make.post(topic=topic), make.post(topic=topic)
    reading.keep_positions({(member.id, topic.id): 1})

    page = sign_in(member).get("/").text

    assert "Unread:" in page
    assert "2 new" in page


def test_endless_lists_are_a_choice_of_the_member(sign_in):
    make.topic()

    endless = sign_in(make.member(list_style=ListStyle.ENDLESS)).get("/").text
    paged = sign_in(make.member()).get("/").text

    assert re.search(r'<endless-list data-name="latest" data-endless', endless)
    assert re.search(r'<endless-list data-name="latest">', paged)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "Nothing has been written here yet"),
        ("/unread", "You have read everything"),
        ("/unanswered", "Everybody has an answer"),
        ("/top/week", "Nothing was started in this time"),
        ("/following", "You follow nothing yet"),
        ("/following?level=watching", "You watch nothing yet"),
        ("/tags", "There are no tags yet"),
    ],
)
def test_an_empty_list_says_what_goes_there(sign_in, address, words):
    assert words in sign_in(make.member()).get(address).text


def test_the_owner_of_a_fresh_site_sees_the_next_steps(sign_in):
    page = sign_in(make.admin()).get("/").text

    assert "Make your channels" in page
    assert "Write a welcome topic" in page
    for address in ("/admin/channels/new", "/new", "/admin/site/brand"):
        assert f'href="{address}"' in page
    make.topic()
    assert "Make your channels" not in sign_in(make.admin()).get("/").text


def test_a_period_that_does_not_exist_is_not_found(guest):
    assert guest.get("/top/century").status_code == 404
    make.channel(slug="room")
    assert guest.get("/c/room/top/century").status_code == 404


def test_the_choice_of_following_is_kept_from_page_to_page(sign_in):
    member, room = make.member(), make.channel()
    reading.follow_channel(member, room, Level.WATCHING)
    for _ in range(PAGE_SIZE + 1):
        make.topic(channel=room)

    page = sign_in(member).get("/following?level=watching").text

    assert re.search(r'href="/following\?level=watching&amp;after=[^"]+" rel="next"', page)


def test_a_channel_says_what_it_is(guest):
    make.channel(slug="gear", name="Gear help", description="Broken things", kind=Kind.QUESTION)

    page = guest.get("/c/gear").text

    for words in ("Gear help", "Broken things", "Questions and answers", "/c/gear/unanswered"):
        assert words in page


def test_a_new_topic_is_offered_to_those_who_may_start_one(guest, sign_in):
    make.channel(slug="news", starts=Audience.STAFF)
    make.channel(slug="talk")
    member, staff = sign_in(make.member()), sign_in(make.moderator())

    assert 'href="/new?channel=talk"' in member.get("/c/talk").text
    assert 'href="/new?channel=news"' not in member.get("/c/news").text
    assert 'href="/new?channel=news"' in staff.get("/c/news").text
    assert "Sign in to write" in guest.get("/c/talk").text


def test_an_old_address_of_a_channel_leads_to_the_new_one_for_good(guest):
    room = make.channel(slug="new-name")
    make.save(ChannelSlug(slug="old-name", channel_id=room.id))

    answer = guest.get("/c/old-name")

    assert (answer.status_code, answer.location) == (301, "/c/new-name")


def test_those_outside_a_private_channel_see_its_name_and_how_to_ask(sign_in, guest):
    room = make.channel(slug="table", name="Founders", visibility=Visibility.PRIVATE)
    make.topic(title="The plan", channel=room)

    for rest in ("", "/unanswered", "/top/all"):
        page = sign_in(make.member()).get(f"/c/table{rest}").text
        assert "Founders" in page
        assert "Ask to join" in page
        assert "The plan" not in page
    assert "Sign in first" in guest.get("/c/table").text
    assert "The plan" in sign_in(make.insider(room)).get("/c/table").text


def test_a_secret_channel_is_not_there(sign_in, guest):
    room = make.channel(slug="hush", visibility=Visibility.SECRET)

    for browser in (guest, sign_in(make.member())):
        for rest in ("", "/unanswered", "/top/all"):
            assert browser.get(f"/c/hush{rest}").status_code == 404
    assert sign_in(make.insider(room)).get("/c/hush").status_code == 200


def test_a_gallery_shows_pictures_first(guest):
    room = make.channel(slug="setups", kind=Kind.GALLERY)
    make.topic(title="Balcony bar", channel=room, picture="abc123")
    make.topic(title="No picture", channel=room, excerpt="Only words")

    page = guest.get("/c/setups")

    assert "/uploads/abc123/800" in page.text
    assert "Only words" in page.text
    assert rows(page) == ["No picture", "Balcony bar"]


def test_titles_and_names_are_shown_as_text(guest):
    author = make.member(display_name="<i>Eve</i>")
    room = make.channel(slug="x", name="<b>Room</b>", description="<script>1</script>")
    make.topic(
        title="<script>alert(1)</script>", excerpt="<img src=x>", author=author, channel=room
    )

    for page in ("/", "/c/x"):
        text = guest.get(page).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        for raw in ("<i>Eve", "<b>Room", "<img src=x>", "<script>alert"):
            assert raw not in text


def test_a_channel_can_be_followed_and_marked_as_read_from_its_page(sign_in):
    room = make.channel(slug="room")

    page = sign_in(make.member()).get("/c/room").text

    assert f'action="/c/{room.id}/follow"' in page
    assert f'action="/c/{room.id}/catch-up"' in page
