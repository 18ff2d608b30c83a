"""Nothing that guests may not see is told to any machine, not even to a member's."""

import pytest

from tests.feeds.hidden import CLOSED_DOORS, HOME, UNSEEN, WORD, behind, in_state
from tests.support import make

ALWAYS = ["/", "/feed.atom", "/sitemap.xml", "/sitemap-channels.xml", "/robots.txt"]
PARTS = ["/sitemap-topics-1.xml", "/sitemap-tags-1.xml"]


@pytest.fixture(params=[*CLOSED_DOORS, *UNSEEN])
def hidden(app, request):
    """A topic that guests may not see, for each of the reasons."""
    return behind(request.param) if request.param in CLOSED_DOORS else in_state(request.param)


def test_no_list_of_addresses_or_entries_knows_of_it(guest, hidden):
    make.tags(make.topic(), "seen")

    pages = {path: guest.get(path) for path in (*ALWAYS, *PARTS)}

    # The name of a private channel is no secret: the navigation of the front page shows its door.
    told = {path: page.text for path, page in pages.items() if path != "/"}
    assert [path for path, page in pages.items() if page.status_code != 200] == []
    assert [path for path, text in told.items() if WORD in text] == []
    assert f"{WORD} title" not in pages["/"].text


def test_alone_it_leaves_no_part_of_the_map(guest, hidden):
    index = guest.get("/sitemap.xml").text

    assert "sitemap-topics" not in index
    assert "sitemap-tags" not in index
    assert [guest.get(path).status_code for path in PARTS] == [404, 404]


def test_its_own_feeds_are_not_found(guest, sign_in, hidden):
    paths = [f"/t/{hidden.slug}/{hidden.id}/feed.atom", f"/tags/{WORD}-tag/feed.atom"]
    if hidden.channel.slug.startswith(WORD):
        paths.append(f"/c/{hidden.channel.slug}/feed.atom")
    staff = sign_in(make.admin())

    for browser in (guest, staff):
        assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_a_page_that_members_may_see_names_no_feed_of_it(sign_in, hidden):
    staff = sign_in(make.admin())

    page = staff.get(f"/t/{hidden.slug}/{hidden.id}")

    assert page.status_code == 200
    assert "feed.atom" in page.text
    assert f"{hidden.id}/feed.atom" not in page.text
    assert "ld+json" not in page.text


@pytest.mark.parametrize("state", UNSEEN)
def test_a_post_that_is_not_to_be_read_is_told_nowhere(guest, state):
    topic = make.topic(title="Open")
    author = make.member(username=f"{WORD}author")
    make.post(topic=topic, author=author, body=WORD, state=state)
    make.post(topic=topic, body="To be read")

    feed = guest.get(f"/t/topic/{topic.id}/feed.atom").text
    page = guest.get(f"/t/topic/{topic.id}").text

    assert "To be read" in feed
    assert WORD not in feed
    assert WORD not in page[: page.index("<body")]


def test_the_addresses_are_those_of_the_operator_whatever_host_was_asked_for(guest):
    make.topic()

    for path in ("/feed.atom", "/sitemap.xml", "/robots.txt", "/"):
        text = guest.get(path, headers={"Host": "evil.example"}).text
        assert "evil.example" not in text
        assert HOME in text
