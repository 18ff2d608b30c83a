"""Titles, texts, tags and names that somebody made to break a page go in and come out whole."""

import html
import re
from html.parser import HTMLParser

import pytest

from forum.topics import actions, queries
from forum.topics.actions import Change
from tests.support import make
from tests.topics.writing import fresh, reply, start

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7 * 7 }} {% include 'x' %}",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)//",
    "%s %(name)s {0} {name}",
    "Robert'); DROP TABLE posts;--",
    "a\u202eevil\u202c and \u2066more\u2069",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea mixed",
    "Z\u0351\u036b\u0343\u036a\u0342\u036b\u033d\u034f\u0334\u0319a\u0324\u031elgo text",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 family \U0001f3f3\ufe0f",
    "\u7814\u78e8\u673a\u505c\u4e86 \u30b0\u30e9\u30a4\u30f3\u30c0\u30fc",
    "\ud7a4 \uffff \ufdd0 unassigned",
    "null undefined NaN None true 0",
]


class Elements(HTMLParser):
    """What a browser would do on a page: its scripts, handlers and addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_ours = given.get("src", "").startswith("/static/")
        # Facts for machines are run by nobody; the tests of feeds look into them.
        is_data = given.get("type") == "application/ld+json"
        if tag == "script" and not (is_ours or is_data):
            self.bad.append(f"<{tag}>")
        self.bad += [name for name in given if name.startswith("on") or name == "style"]
        self.bad += [
            value
            for name, value in given.items()
            if name in {"href", "src", "action"} and value.strip().lower().startswith("javascript:")
        ]


@pytest.mark.parametrize("words", HOSTILE)
def test_cve_2026_35057_titles_texts_tags_and_names_are_shown_as_words(sign_in, words):
    author = make.member(display_name=words[:100])
    channel = make.channel(name=words[:80], description=words)
    topic = start(author, channel, title=f"About {words}", body=words, tags=("a-tag",))
    post = reply(topic, author, f"> {words}\n\n{words} @{author.username}")
    actions.edit(make.moderator(), fresh(post), Change(f"{words}!", mark(post)))
    client = sign_in(author)

    for path in (
        f"/t/x/{topic.id}",
        f"/t/x/{topic.id}?quote={post.id}",
        f"/new?channel={channel.slug}",
        f"/p/{post.id}/edit",
        f"/p/{post.id}/history",
        f"/p/{post.id}/history?version=1",
        "/admin/moderation",
    ):
        page = client.get(path, follow_redirects=True).text
        assert Elements(page).bad == [], path
    title = re.search(r"<h1[^>]*>(.*?)</h1>", client.get(f"/t/{topic.slug}/{topic.id}").text)
    assert html.unescape(title.group(1)) == f"About {words}"


def mark(post) -> str:
    return queries.wording_of(fresh(post)).mark


@pytest.mark.parametrize("words", HOSTILE)
def test_cve_2018_17128_previews_drafts_and_quotes_run_nothing(sign_in, words):
    author = make.member()
    topic = start(body=words)
    first = queries.first_post(fresh(topic))
    client = sign_in(author)

    shown = client.post("/preview", data={"body": words}).text
    edited = sign_in(make.moderator()).get(f"/p/{first.id}/edit").text
    quoted = client.get(f"/t/{topic.slug}/{topic.id}?quote={first.id}").text
    returned = client.post(f"/t/{topic.id}/reply", data={"body": words, "act": "preview"}).text

    for page in (shown, edited, quoted, returned):
        assert Elements(page).bad == []
    assert html.unescape(edited.split("data-text>\n")[1].split("</textarea>")[0]) == words


@pytest.mark.parametrize("words", HOSTILE)
def test_a_text_comes_out_of_the_database_as_it_went_in(app, words):
    post = reply(start(), body=words)

    assert fresh(post).body == words


@pytest.mark.parametrize("bad", ["\0", "\ud800"])
def test_what_no_database_keeps_is_replaced(app, bad):
    topic = start(title=f"A whole{bad} title", body=f"One{bad}two", tags=(f"a{bad}b",))

    assert topic.title == "A whole\ufffd title"
    assert queries.first_post(fresh(topic)).body == "One\ufffdtwo"


def test_cve_2023_45806_a_quote_does_not_grow_with_its_authors_name(sign_in):
    topic, author = start(), make.member()
    post = reply(topic, author, "Just these words.")
    client, sizes = sign_in(make.member()), set()

    for name in ('Sven|"', "Sven] `", "Sven [quote]@x[/quote]"):
        author.display_name = name
        make.save(author)
        page = client.get(f"/t/{topic.slug}/{topic.id}?quote={post.id}").text
        sizes.add(page.split("data-text>\n")[1].split("</textarea>")[0])

    assert sizes == {"&gt; Just these words.\n\n"}


def test_an_imported_topic_links_only_to_the_web(guest):
    origin = {"site": "Coffee", "url": "javascript:alert(1)", "author": "<b>Ann</b>"}
    topic = start(origin=origin)

    page = guest.get(f"/t/{topic.slug}/{topic.id}").text

    assert Elements(page).bad == []
    assert "&lt;b&gt;Ann&lt;/b&gt;" in page
