"""Pages of channels for everybody, and of the people in one."""

import re

import pytest

from forum.channels import actions, queries
from forum.channels.models import Audience, ChannelRole, ChannelSlug, Kind, Visibility
from forum.kernel import clock
from forum.kernel.unit import transaction
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from tests.support import make
from tests.support.queries import count_queries


@pytest.fixture
def private(app):
    return make.channel(name="Founders", slug="founders", visibility=Visibility.PRIVATE)


@pytest.fixture
def host(private):
    """Somebody who looks after the private channel."""
    return make.insider(private, place=ChannelRole.MODERATOR, display_name="Hana")


def people_of(channel):
    return {seat.user.username: seat.role for seat in queries.members_of(channel).items}


def words_of(browser, path):
    """A page without the tokens of its forms, which are new every second."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", browser.get(path).text)


def test_the_list_of_channels_opens_for_guests(guest):
    section = make.section(name="Coffee")
    make.channel(name="Brew talk", section_id=section.id, topic_count=3, active_at=clock.now())
    make.channel(name="Hush", visibility=Visibility.SECRET)

    page = guest.get("/channels")

    assert page.status_code == 200
    for words in ("Coffee", "Brew talk", "3 topics", "last active"):
        assert words in page.text
    assert "Hush" not in page.text


def test_archived_channels_stand_below_the_others(guest):
    make.channel(name="Old talk", archived_at=clock.now())

    page = guest.get("/channels").text

    assert "1 archived channel" in page
    assert page.count("Old talk") == 2  # its name, and the name of its about button


@pytest.mark.parametrize("page", ["", "/about"])
def test_an_old_address_redirects_for_good(guest, page):
    channel = make.channel(slug="new-name")
    make.save(ChannelSlug(slug="old-name", channel_id=channel.id))

    answer = guest.get(f"/c/old-name{page}")

    assert answer.status_code == 301
    assert answer.location == f"/c/new-name{page}"


def test_a_form_sent_to_an_old_address_is_sent_again(private, sign_in):
    make.save(ChannelSlug(slug="circle", channel_id=private.id))
    asker = make.member()

    answer = sign_in(asker).post("/c/circle/ask", data={"message": "Hi"}, follow_redirects=True)

    assert answer.status_code == 200
    assert queries.last_request(asker, private).message == "Hi"


def test_the_page_about_a_channel_says_who_does_what(guest):
    channel = make.channel(
        name="News",
        slug="news",
        description="What is new.",
        starts=Audience.STAFF,
        slow_mode_seconds=300,
        min_tags=2,
        reviewed_since=clock.now(),
    )
    make.insider(channel, place=ChannelRole.MODERATOR, display_name="Hana")

    page = guest.get("/c/news/about").text

    for words in (
        "What is new.",
        "Everybody, with or without an account",
        "The team and moderators of this channel",
        "Every member",
        "5 minutes",
        "needs 2 tags",
        "A moderator reads everything",
        "Hana",
    ):
        assert words in page


def test_outsiders_learn_nothing_of_the_inside_of_a_private_channel(private, host, sign_in, guest):
    """CVE row 23: no counts, no people, no guidance through the door."""
    with transaction():
        private.topic_count, private.post_count = 4711, 4712
        private.guidance_html = "<p>Inner words</p>"
    make.insider(private, display_name="Ivo")

    for browser in (guest, sign_in(make.member())):
        for path in ("/c/founders/about", "/channels"):
            page = browser.get(path).text
            assert "Founders" in page
            for hidden in ("4711", "4,711", "4712", "4,712", "Inner words", "Hana", "Ivo"):
                assert hidden not in page


@pytest.mark.parametrize("visibility", [Visibility.SECRET, Visibility.MEMBERS])
def test_a_hidden_channel_answers_like_one_that_does_not_exist(guest, visibility):
    """CVE rows 23 and 24: the same answer at every address, with the name nowhere in it."""
    channel = make.channel(name="Quetzal", slug="quetzal", visibility=visibility)
    make.topic(channel=channel)

    for method, page in (("GET", ""), ("GET", "/about")):
        hidden = guest.open(f"/c/quetzal{page}", method=method)
        missing = guest.open(f"/c/nothing{page}", method=method)
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace("quetzal", "nothing") == missing.text
        assert "Quetzal" not in hidden.text


def test_every_page_of_a_secret_channel_is_missing_for_outsiders(sign_in):
    make.channel(slug="quetzal", visibility=Visibility.SECRET)
    browser = sign_in(make.member())

    for method, page in (
        ("GET", "/about"),
        ("GET", "/ask"),
        ("POST", "/ask"),
        ("POST", "/ask/withdraw"),
        ("POST", "/leave"),
        ("GET", "/members"),
        ("POST", "/members/add"),
        ("POST", "/members/1/remove"),
        ("POST", "/members/1/appoint"),
        ("POST", "/requests/1/approve"),
        ("POST", "/requests/1/reject"),
    ):
        assert browser.open(f"/c/quetzal{page}", method=method).status_code == 404


def test_the_name_of_a_secret_channel_is_on_no_page_of_an_outsider(guest, sign_in):
    """CVE row 23: lists, navigation and counts are the same with and without it."""
    make.channel(name="Brew talk", slug="brew-talk")
    browsers = [guest, sign_in(make.member())]
    paths = ("/", "/channels", "/c/brew-talk", "/c/brew-talk/about")
    before = [[words_of(browser, path) for path in paths] for browser in browsers]

    secret = make.channel(name="Quetzal", slug="quetzal", visibility=Visibility.SECRET)
    make.topic(channel=secret, title="Quetzal plans")

    after = [[words_of(browser, path) for path in paths] for browser in browsers]
    assert after == before


def test_asking_waiting_and_taking_back(private, sign_in):
    asker = make.member()
    browser = sign_in(asker)

    assert "Ask to join" in browser.get("/c/founders/about").text
    browser.post("/c/founders/ask", data={"message": "I roast at home."})
    waiting = browser.get("/c/founders/about").text
    assert "You have asked to join" in waiting
    assert "I roast at home." in waiting
    assert "You have asked" in browser.get("/channels").text

    browser.post("/c/founders/ask/withdraw")
    assert queries.last_request(asker, private).withdrawn_at is not None


def test_a_long_message_comes_back_whole(private, sign_in):
    message = "w" * 501

    page = sign_in(make.member()).post("/c/founders/ask", data={"message": message})

    assert "500 characters or fewer" in page.text
    assert message in page.text
    assert cases.waiting_count() == 0


def test_a_no_stands_on_the_page_with_its_words(private, sign_in):
    asker = make.member()
    request = actions.ask(asker, private, "Hello")
    moderation.reject(make.moderator(), cases.open_case("entry", request.id), "Next <month>.")

    page = sign_in(asker).get("/c/founders/about").text

    assert "Not this time" in page
    assert "Next &lt;month&gt;." in page
    assert "ask again a week after" in page


def test_a_guest_is_asked_to_sign_in(private, guest):
    page = guest.get("/c/founders/about").text

    assert "Sign in, and you can ask" in page
    assert guest.post("/c/founders/ask").status_code == 302
    assert cases.waiting_count() == 0


def test_who_is_in_can_leave(private, sign_in):
    insider = make.insider(private)

    answer = sign_in(insider).post("/c/founders/leave")

    assert answer.location == "/channels"
    assert queries.place_of(insider, private) is None


def test_a_moderator_of_the_channel_lets_people_in_by_name(private, host, sign_in):
    make.member(username="Quinn")
    browser = sign_in(host)

    browser.post("/c/founders/members/add", data={"name": " @quinn "})

    assert people_of(private)["Quinn"] == ChannelRole.MEMBER
    assert "Quinn" in browser.get("/c/founders/members").text


@pytest.mark.parametrize(
    ("name", "words"), [("nobody", "Nobody has this name"), ("", "Please give it a name")]
)
def test_a_name_that_nobody_has_is_said_at_the_field(private, host, sign_in, name, words):
    page = sign_in(host).post("/c/founders/members/add", data={"name": name})

    assert page.status_code == 200
    assert words in page.text


def test_appointing_and_removing(private, host, sign_in):
    insider = make.insider(private, username="quinn")
    browser = sign_in(host)

    browser.post(f"/c/founders/members/{insider.id}/appoint", data={"role": "moderator"})
    assert people_of(private)["quinn"] == ChannelRole.MODERATOR

    refused = browser.post(f"/c/founders/members/{insider.id}/remove")
    assert refused.status_code == 403
    sign_in(make.admin()).post(f"/c/founders/members/{insider.id}/remove")
    assert "quinn" not in people_of(private)


@pytest.mark.parametrize("role", ["admin", "owner", "", "moderator'--"])
def test_no_word_in_the_form_grants_more_than_the_channel_has(private, host, sign_in, role):
    """CVE row 27: a made-up role is no role."""
    insider = make.insider(private, username="quinn")

    sign_in(host).post(f"/c/founders/members/{insider.id}/appoint", data={"role": role})

    assert people_of(private)["quinn"] == ChannelRole.MEMBER


def test_requests_are_answered_on_the_page_of_the_people(private, host, sign_in):
    first, second = make.member(username="first"), make.member(username="second")
    requests = [actions.ask(user, private, f"I am {user.username}") for user in (first, second)]
    browser = sign_in(host)

    page = browser.get("/c/founders/members").text
    assert "I am first" in page and "I am second" in page
    browser.post(f"/c/founders/requests/{requests[0].id}/approve")
    browser.post(f"/c/founders/requests/{requests[1].id}/reject", data={"note": "Later."})

    assert set(people_of(private)) == {host.username, "first"}
    assert queries.last_request(second, private).note == "Later."
    assert cases.waiting_count() == 0


def test_the_second_of_two_hosts_is_told_what_the_first_did(private, host, sign_in):
    asker = make.member(display_name="Quinn")
    request = actions.ask(asker, private, "Hello")
    sign_in(host).post(f"/c/founders/requests/{request.id}/approve")
    slower = sign_in(make.moderator())

    page = slower.post(f"/c/founders/requests/{request.id}/reject", follow_redirects=True)

    assert "Hana was quicker and let Quinn in" in page.text
    assert queries.last_request(asker, private).note == ""


def test_a_request_at_another_door_is_not_found(private, host, sign_in):
    """CVE row 24: the number of a request opens nothing elsewhere."""
    other = make.channel(visibility=Visibility.PRIVATE)
    request = actions.ask(make.member(), other, "Hello")

    answer = sign_in(host).post(f"/c/founders/requests/{request.id}/approve")

    assert answer.status_code == 404
    assert cases.waiting_count() == 1


def test_the_people_of_a_channel_are_shown_to_those_who_look_after_it(private, host, sign_in):
    insider, outsider = make.insider(private), make.member()

    assert sign_in(host).get("/c/founders/members").status_code == 200
    assert sign_in(make.moderator()).get("/c/founders/members").status_code == 200
    for person in (insider, outsider):
        assert sign_in(person).get("/c/founders/members").status_code == 403


def queries_for(browser, path):
    with count_queries() as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("path", ["/channels", "/c/founders/members", "/c/founders/about"])
def test_pages_cost_the_same_for_few_as_for_many(private, host, sign_in, path):
    browser = sign_in(host)

    def more(number):
        for _ in range(number):
            section = make.section()
            make.channel(section_id=section.id)
            make.insider(private, place=ChannelRole.MODERATOR)
            make.insider(private)
            actions.ask(make.member(), private, "Hello")

    more(1)
    few = queries_for(browser, path)
    more(5)

    assert queries_for(browser, path) == few


def test_a_live_channel_counts_its_messages(guest):
    live = make.channel(kind=Kind.LIVE, topic_count=1, post_count=50)

    pages = [guest.get(path).text for path in ("/channels", f"/c/{live.slug}/about")]

    assert "49 messages" in pages[0]
    assert "<dt>Messages</dt><dd>49</dd>" in pages[1]
    assert "Read messages" in pages[1]
    assert "Starts topics" not in pages[1]
    assert "50 posts" not in pages[0]


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_of_two_decisions_in_one_moment_the_second_is_told(
    private, host, sign_in, monkeypatch, verb
):
    request = actions.ask(make.member(display_name="Quinn"), private, "Hello")
    case = cases.open_case("entry", request.id)
    moderation.approve(make.moderator(display_name="Hana"), case)
    # As if the first decision came just after this one had looked.
    monkeypatch.setattr(cases, "open_case", lambda *named: cases.case_by_id(case.id))

    page = sign_in(host).post(f"/c/founders/requests/{request.id}/{verb}", follow_redirects=True)

    assert page.status_code == 200
    assert "Hana was quicker and let Quinn in" in page.text
