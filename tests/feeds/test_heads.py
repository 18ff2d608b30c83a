"""Canonical addresses, cards for shared links, and where feeds are found."""

import re

import html5lib
import pytest

from forum.notices import leaving
from forum.notices.kinds import Subject
from forum.notices.leaving import Leaving
from forum.site import actions as site
from tests.feeds.hidden import HOME
from tests.support import make


def head(page):
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return tree.find("head")


def links(page, rel):
    return [each.get("href") for each in head(page).iter("link") if each.get("rel") == rel]


def card(page):
    found = [
        (each.get("property") or each.get("name"), each.get("content"))
        for each in head(page).iter("meta")
        if (each.get("property") or each.get("name") or "").startswith(("og:", "twitter:"))
    ]
    assert len(found) == len(dict(found)), "said twice"
    return dict(found)


@pytest.fixture
def topic(app):
    room = make.channel(name="Coffee", slug="coffee", description="All about it.")
    made = make.topic(title='Beans & "brews"', slug="beans", channel=room, excerpt="Which <ones>?")
    make.tags(made, "burrs")
    return made


PAGES = ["/", "/c/coffee", "/tags", "/tags/burrs", "/top/week", "/unanswered", "/channels"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_one_address(guest, topic, path):
    assert links(guest.get(path).text, "canonical") == [HOME + path]
    assert links(guest.get(f"{path}?utm_source=x&ref=y").text, "canonical") == [HOME + path]


def test_a_topic_and_a_member_say_their_address_once(guest, topic):
    make.member(username="ada")

    assert links(guest.get(f"/t/beans/{topic.id}").text, "canonical") == [
        f"{HOME}/t/beans/{topic.id}"
    ]
    assert links(guest.get("/members/ada").text, "canonical") == [f"{HOME}/members/ada"]


def test_a_later_part_of_a_list_is_a_page_of_its_own(guest, topic):
    for _ in range(20):
        make.topic()
    after = re.search(r"/\?after=(\w+)", guest.get("/").text)[1]

    assert links(guest.get(f"/?after={after}&x=1").text, "canonical") == [f"{HOME}/?after={after}"]


def test_a_link_that_is_a_key_is_told_to_nobody(guest):
    page = guest.get("/reset/secret-token").text

    assert "secret-token" not in "".join(links(page, "canonical"))
    assert "og:url" not in page


def test_the_way_out_of_letters_is_a_key_too(guest):
    word = leaving.word_for(Leaving(make.member().id, Subject.REPLY))

    answer = guest.get(f"/unsubscribe/{word}")

    assert answer.status_code == 200
    assert links(answer.text, "canonical") == []
    assert "og:url" not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_card_of_a_topic(guest, topic):
    found = card(guest.get(f"/t/beans/{topic.id}").text)

    assert found["og:title"] == 'Beans & "brews"'
    assert found["og:description"] == "Which <ones>?"
    assert found["og:type"] == "article"
    assert found["og:url"] == f"{HOME}/t/beans/{topic.id}"
    assert found["og:site_name"] == "Guildhall"
    assert found["og:locale"] == "en_US"
    assert found["twitter:card"] == "summary"
    assert re.fullmatch(rf"{HOME}/icons/512\.png\?v=\w+", found["og:image"])


def test_the_card_shows_the_first_picture_of_a_topic(guest):
    topic = make.topic(picture="p" * 22)

    found = card(guest.get(f"/t/topic/{topic.id}").text)

    assert found["og:image"] == f"{HOME}/uploads/{'p' * 22}/800"
    assert found["twitter:card"] == "summary_large_image"


def test_the_card_of_the_site_shows_its_logo_and_line(guest, topic):
    admin = make.admin()
    site.choose(admin, "site.logo", "l" * 22)
    site.choose(admin, "site.tagline", "For people who grind.")
    site.choose(admin, "site.language", "de")

    found = card(guest.get("/").text)

    assert found["og:title"] == "Guildhall"
    assert found["og:description"] == "For people who grind."
    assert found["og:image"] == f"{HOME}/uploads/{'l' * 22}/320"
    assert found["og:type"] == "website"
    assert found["og:locale"] == "de_DE"


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("/", ["/feed.atom"]),
        ("/c/coffee", ["/feed.atom", "/c/coffee/feed.atom"]),
        ("/tags/burrs", ["/feed.atom", "/tags/burrs/feed.atom"]),
    ],
)
def test_a_page_leads_to_its_feeds(guest, sign_in, topic, path, feeds):
    for browser in (guest, sign_in(make.member())):
        page = browser.get(path).text
        assert links(page, "alternate") == feeds
    assert [guest.get(feed).status_code for feed in feeds] == [200] * len(feeds)


def test_a_topic_leads_to_its_feed(guest, topic):
    found = links(guest.get(f"/t/beans/{topic.id}").text, "alternate")

    assert found == ["/feed.atom", f"/t/beans/{topic.id}/feed.atom"]


def test_the_head_of_a_page_says_title_and_description_once_and_right(guest, topic):
    page = head(guest.get(f"/t/beans/{topic.id}").text)

    assert [each.text for each in page.iter("title")] == ['Beans & "brews" · Guildhall']
    described = [
        each.get("content") for each in page.iter("meta") if each.get("name") == "description"
    ]
    assert described == ["Which <ones>?"]


def test_a_page_that_is_not_found_has_no_address(guest):
    page = guest.get("/c/nowhere").text

    assert links(page, "canonical") == []
    assert card(page) == {}
