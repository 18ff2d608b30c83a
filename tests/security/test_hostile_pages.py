"""Words made to break pages, in every field, on every page, seen by everybody."""

import html
import json
import re
from pathlib import Path

import html5lib
import pytest
from sqlalchemy import select

from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import State, Tag, Topic
from forum.web.limits import register as reset_limits
from tests.conftest import _empty
from tests.house.source import expect_none
from tests.security.crawl import walk
from tests.security.poison import (
    MARK,
    PLACEHOLDERS_SHOWN,
    WORKED_OUT,
    add_member,
    poison_everything,
)
from tests.security.town import DAY, LATER, add_secrets, build, inside
from tests.support import make
from tests.uploads.pictures import SHARED

SPACE = "{http://www.w3.org/1999/xhtml}"
NAUGHTY = SHARED / "naughty" / "blns.json"
TITLE = re.compile(r'class="topic-row__link"[^>]*>(.*?)</a>', re.DOTALL)
ONWARD = re.compile(r'href="([^"]*)" rel="next"')
OWN_NAUGHTY = [
    "\u202etest\u202c",
    "<svg onload=alert(1)>",
    "' OR 1=1 --",
    "ï»¿",
    "{% raw %}",
    "&lt;b&gt;",
]


@pytest.fixture(scope="session")
def hostile_walk(whole_app):
    """The columns that were filled, and what guests, members and admins were shown."""
    reset_limits(whole_app)
    with whole_app.app_context(), clock.at(LATER):
        try:
            with clock.at(DAY):
                town = build()
                add_secrets(town)
            filled = poison_everything()
            names = {"name": db.session.scalars(select(Tag.name)).first()}
            seen = walk(whole_app, "guest", town, town.open | names)
            seen += walk(whole_app, "insider", town, town.secret | names)
            names["username"] = add_member().username
            seen += walk(whole_app, "admin", town, town.secret | names)
            return filled, seen
        finally:
            db.session.rollback()
            _empty()
            db.session.remove()


def test_the_fields_that_people_fill_are_filled(hostile_walk):
    filled, _ = hostile_walk
    known = {"users.display_name", "users.email", "users.bio", "users.place", "topics.title"}
    known |= {"channels.name", "channels.description", "sections.name", "tags.name", "posts.body"}
    known |= {"sessions.browser", "sessions.address", "drafts.title", "drafts.body"}
    known |= {"entry_requests.message", "reviewables.reason", "revisions.body", "bookmarks.note"}
    known |= {"conversations.title", "messages.body"}

    assert known <= set(filled)


def test_cve_2026_35057_and_asvs_v1_2_1_no_field_becomes_markup_on_any_page(hostile_walk):
    _, seen = hostile_walk

    assert sum(html.escape(MARK) in answer.text for answer in seen) > 100
    expect_none(f"{a.path} as {a.who}" for a in seen if MARK in a.text and a.is_page)


def test_cve_2014_2021_staff_pages_hold_no_element_that_is_not_ours(hostile_walk):
    """As a browser would read them, down to elements that only a parser's repairs would make."""
    _, seen = hostile_walk
    staff = [
        answer
        for answer in seen
        if answer.who == "admin"
        and answer.path.startswith("/admin")
        # A letter as mail programs show it: in a frame of its own, under a policy of its own.
        and answer.endpoint != "previews_admin.html"
    ]

    assert len(staff) > 15
    expect_none(f"{a.path}: {found}" for a in staff if a.is_page and (found := foreign(a.text)))


@pytest.mark.parametrize(
    "endpoint",
    [
        "home.latest",
        "topics.show",
        "topics.edit",
        "topics.history",
        "members.show",
        "channels.about",
        "drafts.index",
        "bookmarks.index",
        "members.preferences",
        "messages.index",
        "messages.show",
        "home.tags",
        "topics.new",
    ],
)
def test_asvs_v1_2_1_pages_for_members_hold_no_element_that_is_not_ours(hostile_walk, endpoint):
    _, seen = hostile_walk
    pages = [answer for answer in seen if answer.endpoint == endpoint and answer.status == 200]

    assert pages
    expect_none(f"{a.path}: {found}" for a in pages if (found := foreign(a.text)))


def foreign(page):
    """What no template of ours writes: unknown elements, inline scripts and styles, handlers."""
    found = []
    for element in html5lib.parse(page).iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(SPACE)
        words = "".join(element.itertext()).strip()
        if name.startswith("x-") or (name in {"script", "style"} and words):
            found += [] if is_data(element, words) else [name]
        found += [key for key in element.attrib if key.startswith(("on", "x-")) or key == "style"]
        found += [v for v in element.attrib.values() if v.strip().lower().startswith("javascript:")]
    return found


def is_data(element, words):
    """Facts for machines, which no browser runs: whole JSON in which nothing can end the block."""
    if element.get("type") != "application/ld+json" or "<" in words:
        return False
    return bool(json.loads(words))


def test_the_check_for_foreign_elements_bites():
    data = '<script type="application/ld+json">{"name": "%s"}</script>'
    assert foreign(data % "x") == []
    assert foreign(data % "<!--") == ["script"]
    assert foreign("<p>x<x-mark>y</p>") == ["x-mark"]
    assert foreign("<p onclick=x>y<script>1</script><a href=' javascript:x'>z</a>") != []


def test_cve_2019_16759_and_asvs_v1_3_7_nothing_that_people_wrote_is_worked_out(hostile_walk):
    _, seen = hostile_walk

    assert [answer.path for answer in seen if WORKED_OUT in answer.text] == []


def test_asvs_v1_3_10_placeholders_are_shown_as_they_were_typed(hostile_walk):
    _, seen = hostile_walk
    titles = [each for each in seen if each.endpoint == "topics.show" and each.status == 200]

    for placeholder in PLACEHOLDERS_SHOWN:
        assert titles and all(placeholder in html.unescape(answer.text) for answer in titles)


def test_no_page_fails_over_hostile_words(hostile_walk):
    _, seen = hostile_walk

    expect_none(f"{a.path} as {a.who}: {a.status}" for a in seen if a.status >= 500)


def naughty():
    listed = json.loads(Path(NAUGHTY).read_text("utf-8")) if NAUGHTY.is_file() else []
    return [words for words in OWN_NAUGHTY + listed if words.strip() and "\0" not in words]


def test_naughty_strings_as_titles_are_shown_whole(app, guest):
    """Those of the shared collection where it is at hand, and our own everywhere."""
    channel, author = make.channel(slug="naughty"), make.member()
    words = [w[:200].encode("utf-8", "replace").decode() for w in naughty()]
    rows = [Topic(title=w, slug="t", channel=channel, author=author) for w in words]
    for row in rows:
        row.state = State.PUBLISHED
        make.save(row)
    shown, path = set(), "/c/naughty"
    while path:
        page = guest.get(path).text
        shown |= set(TITLE.findall(page))
        assert foreign(page) == []
        onward = ONWARD.search(page)
        path = html.unescape(onward.group(1)) if onward else ""

    seen = {html.unescape(each).strip() for each in shown}
    assert [each for each in words if each.strip() not in seen] == []


def test_cve_2014_2021_a_browser_that_calls_itself_markup_is_words_to_staff(app):
    client, admin = app.test_client(), make.admin()
    agent = {"User-Agent": MARK, "Referer": MARK, "Accept-Language": MARK}
    client.get("/", headers=agent)
    browser = inside(app, admin)

    for path in ("/admin", "/admin/accounts", "/admin/audit", "/preferences/sessions"):
        page = browser.get(path, headers=agent).text
        assert MARK not in page
