import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from forum.channels.models import Visibility
from forum.feeds.queries import addresses
from forum.site import actions as site
from tests.feeds.hidden import HOME
from tests.support import make
from tests.support.queries import count_queries

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
MOST_BYTES, MOST_LENGTH = 50 * 1024 * 1024, 2048


def read(browser, path, root="urlset", item="url"):
    """The addresses of a site map with their moments, held to the rules of sitemaps.org."""
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/xml"
    assert len(answer.data) < MOST_BYTES
    tree = ElementTree.fromstring(answer.data)
    assert tree.tag == SPACE + root
    found = {}
    for child in tree:
        assert child.tag == SPACE + item
        names = [part.tag for part in child]
        assert names in ([SPACE + "loc"], [SPACE + "loc", SPACE + "lastmod"])
        address = child[0].text
        assert address.startswith(HOME + "/") and len(address) < MOST_LENGTH
        assert address.isascii() and " " not in address
        assert address not in found
        found[address] = child[1].text if len(child) > 1 else None
        assert found[address] is None or MOMENT.fullmatch(found[address])
    return found


def index(browser):
    return read(browser, "/sitemap.xml", "sitemapindex", "sitemap")


def test_the_index_leads_to_every_page_that_guests_may_read(guest):
    topic = make.topic(slug="größe-名前", channel=make.channel(slug="beans"))
    make.tags(topic, "café")
    make.channel(slug="inside", visibility=Visibility.PRIVATE)

    parts = [address.removeprefix(HOME) for address in index(guest)]
    found = [address for part in parts for address in read(guest, part)]

    assert parts == ["/sitemap-channels.xml", "/sitemap-tags-1.xml", "/sitemap-topics-1.xml"]
    assert found[:2] == [f"{HOME}/", f"{HOME}/c/beans"]
    assert [guest.get(address.removeprefix(HOME)).status_code for address in found] == [200] * 4


def test_each_address_says_when_it_changed(guest):
    moment = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    topic = make.topic(bumped_at=moment)

    page = read(guest, "/sitemap-topics-1.xml")

    assert page == {f"{HOME}/t/topic/{topic.id}": "2026-03-04T05:06:07+00:00"}
    assert index(guest)[f"{HOME}/sitemap-topics-1.xml"] == "2026-03-04T05:06:07+00:00"


def test_a_topic_stays_on_its_page_whatever_comes_and_goes(guest, monkeypatch):
    monkeypatch.setattr(addresses, "ADDRESSES_ON_A_PAGE", 3)
    topics = [make.topic() for _ in range(8)]

    pages = {topic.id: f"/sitemap-topics-{(topic.id - 1) // 3 + 1}.xml" for topic in topics}

    listed = {address.removeprefix(HOME) for address in index(guest)} - {"/sitemap-channels.xml"}
    assert listed == set(pages.values())
    for topic in topics:
        assert f"{HOME}/t/topic/{topic.id}" in read(guest, pages[topic.id])
    assert all(len(read(guest, path)) <= 3 for path in listed)


NOWHERE = ["/sitemap-topics-99.xml", "/sitemap-tags-0.xml", "/sitemap-tags-2147483647.xml"]


@pytest.mark.parametrize("path", NOWHERE)
def test_a_page_without_anything_on_it_is_not_found(guest, path):
    make.topic()

    assert guest.get(path).status_code == 404


def test_a_site_that_asks_robots_to_stay_out_has_no_map(guest):
    make.topic()
    site.choose(make.admin(), "feeds.robots", "closed")

    for path in ("/sitemap.xml", "/sitemap-channels.xml", "/sitemap-topics-1.xml"):
        assert guest.get(path).status_code == 404


def test_a_map_asks_as_often_however_much_is_on_it(guest):
    make.tags(make.topic(), "one")
    paths = [
        "/sitemap.xml",
        "/sitemap-channels.xml",
        "/sitemap-topics-1.xml",
        "/sitemap-tags-1.xml",
    ]
    few = [_cost(guest, path) for path in paths]
    for n in range(10):
        make.tags(make.topic(), f"tag-{n}")

    assert [_cost(guest, path) for path in paths] == few
    assert max(few) <= 3


def _cost(guest, path):
    with count_queries() as seen:
        assert guest.get(path).status_code == 200
    return len(seen)
