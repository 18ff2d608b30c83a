from datetime import timedelta

import pytest

from forum.feeds.absolute import printable, with_whole_addresses
from forum.feeds.queries.entries import MOST_ENTRIES
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.topics.models import State
from tests.feeds.hidden import HOME, feed
from tests.support import make
from tests.support.queries import count_queries


def ago(**parts):
    return clock.now() - timedelta(**parts)


def titles(found):
    return [entry.title for entry in found.entries]


def test_the_feed_of_the_site_tells_the_liveliest_topics_first(guest):
    make.topic(title="Quiet", bumped_at=ago(hours=3))
    make.topic(title="Lively", bumped_at=ago(hours=1))

    found = feed(guest, "/feed.atom")

    assert titles(found) == ["Lively", "Quiet"]
    assert found.version == "atom10"


def test_an_entry_says_who_wrote_what_and_when(guest):
    room = make.channel(name="Grinders", slug="grinders")
    author = make.member(username="lena", display_name="Lena & Sons")
    began, bumped = ago(days=2).replace(microsecond=0), ago(hours=1).replace(microsecond=0)
    topic = make.topic(
        title="Stalls <at> low speed",
        slug="stalls",
        channel=room,
        author=author,
        created_at=began,
        bumped_at=bumped,
        body="It <em>stops</em>.",
    )
    make.post(topic=topic)

    (entry,) = feed(guest, "/c/grinders/feed.atom").entries

    assert entry.title_detail.value == "Stalls <at> low speed"
    assert entry.title_detail.type == "text/plain"
    assert entry.link == f"{HOME}/t/stalls/{topic.id}"
    assert entry.id == f"tag:127.0.0.1,{began:%Y-%m-%d}:topic/{topic.id}"
    assert entry.author_detail.name == "Lena & Sons"
    assert entry.author_detail.href == f"{HOME}/members/lena"
    assert entry.content[0].value == "<p>It <em>stops</em>.</p>"
    assert entry.published == began.isoformat()
    assert entry.updated == bumped.isoformat()
    assert [tag.label for tag in entry.tags] == ["Grinders"]
    assert [link.get("thr:count") for link in entry.links if link.rel == "replies"] == ["1"]


def test_the_feed_of_a_topic_tells_its_newest_posts(guest):
    topic = make.topic(title="Descaling", slug="descaling")
    for n in range(MOST_ENTRIES):
        last = make.post(topic=topic, body=f"Reply {n}")

    found = feed(guest, f"/t/descaling/{topic.id}/feed.atom")

    assert len(found.entries) == MOST_ENTRIES
    assert found.entries[0].title == f"Descaling #{MOST_ENTRIES + 1}"
    assert found.entries[0].link == f"{HOME}/p/{last.id}"
    assert found.entries[0].id.endswith(f":post/{last.id}")
    assert "Descaling" not in titles(found)


def test_the_feed_of_a_tag_tells_what_carries_it(guest):
    with_tag, _without = make.topic(title="With"), make.topic(title="Without")
    make.tags(with_tag, "burrs")

    found = feed(guest, "/tags/burrs/feed.atom")

    assert titles(found) == ["With"]
    assert found.feed.title.startswith("burrs · ")


def test_a_feed_names_its_page_and_itself(guest):
    room = make.channel(slug="beans", description="All about beans & more")

    found = feed(guest, f"/c/{room.slug}/feed.atom")

    links = {link.rel: link.href for link in found.feed.links}
    assert links == {"self": f"{HOME}/c/beans/feed.atom", "alternate": f"{HOME}/c/beans"}
    assert found.feed.id == f"{HOME}/c/beans/feed.atom"
    assert found.feed.subtitle == "All about beans & more"
    assert found.entries == []


def test_an_old_address_leads_to_the_feed_of_today(guest):
    topic = make.topic(slug="new-title")

    answer = guest.get(f"/t/old-title/{topic.id}/feed.atom")

    assert (answer.status_code, answer.location) == (301, f"/t/new-title/{topic.id}/feed.atom")


def test_a_merged_topic_leads_to_the_feed_of_its_target(guest):
    target = make.topic(slug="target")
    gone = make.topic(state=State.DELETED, merged_into_id=target.id)

    answer = guest.get(f"/t/topic/{gone.id}/feed.atom")

    assert answer.location == f"/t/target/{target.id}/feed.atom"


def test_who_has_the_newest_is_sent_nothing(guest):
    topic = make.topic()
    first = guest.get("/feed.atom")

    by_tag = guest.get("/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    by_date = guest.get("/feed.atom", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    with transaction():
        db.session.add(topic)
        topic.title = "Another one"
    changed = guest.get("/feed.atom", headers={"If-None-Match": first.headers["ETag"]})

    assert (by_tag.status_code, by_tag.data) == (304, b"")
    assert by_date.status_code == 304
    assert changed.status_code == 200


def test_a_feed_may_be_kept_by_all_and_is_the_same_for_a_member(guest, sign_in):
    make.topic()
    seen = guest.get("/feed.atom")

    by_staff = sign_in(make.admin()).get("/feed.atom")

    assert seen.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in by_staff.headers
    assert "Cookie" not in by_staff.headers.get("Vary", "")
    assert by_staff.data == seen.data


@pytest.mark.parametrize("nasty", ["]]>", "\x0b", "\ufffe", "&lt;b&gt;", "\"'<x/>"])
def test_no_title_breaks_the_feed(guest, nasty):
    make.topic(title=f"before{nasty}after", author=make.member(display_name=f"A{nasty}B"))

    (entry,) = feed(guest, "/feed.atom").entries

    kept = "" if nasty in {"\x0b", "\ufffe"} else nasty
    assert entry.title_detail.value == f"before{kept}after"
    assert entry.author == f"A{kept}B"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/p/1">x</a>', '<a href="https://f.org/p/1">x</a>'),
        ('<a href="//other.org/">x</a>', '<a href="//other.org/">x</a>'),
        ('<a href="https://o.org/a?href=/x">x</a>', '<a href="https://o.org/a?href=/x">x</a>'),
        ('<p>Write href="/x" here</p>', '<p>Write href="/x" here</p>'),
        ('<a title="a > b" href="/p/1">x</a>', '<a title="a > b" href="https://f.org/p/1">x</a>'),
        (
            '<img src="/a/1" srcset="/a/1 1w, /a/2 2w">',
            '<img src="https://f.org/a/1" srcset="https://f.org/a/1 1w, https://f.org/a/2 2w">',
        ),
    ],
)
def test_links_and_pictures_also_lead_here_from_elsewhere(html, expected):
    assert with_whole_addresses(html, "https://f.org") == expected


def test_characters_that_xml_forbids_are_left_out():
    assert printable("a\x00b\x1fc\ud800d\uffffe\tf🦊") == "abcde\tf🦊"


def test_a_feed_asks_as_often_however_much_is_in_it(guest):
    room = make.channel(slug="beans")
    topic = make.topic(channel=room)
    make.tags(topic, "burrs")
    pages = ["/feed.atom", "/c/beans/feed.atom", "/tags/burrs/feed.atom"]
    pages.append(f"/t/topic/{topic.id}/feed.atom")
    few = [_cost(guest, page) for page in pages]
    for _ in range(12):
        make.tags(make.topic(channel=room), "burrs")
        make.post(topic=topic)

    many = [_cost(guest, page) for page in pages]

    assert many == few
    assert max(many) <= 3


def _cost(guest, page):
    with count_queries() as seen:
        assert guest.get(page).status_code == 200
    return len(seen)
