import pytest

from forum.feeds.covered import without_spoilers
from forum.markup.render import PLAIN, render
from forum.topics import actions as topics
from forum.topics.actions import NewPost, NewTopic
from tests.feeds.hidden import HOME, feed
from tests.support import make

LINK = '<a href="/p/7">Read it there</a>'


def covered(source):
    html = render(source, PLAIN).html
    return without_spoilers(html, address="/p/7", words="Read it there")


def test_a_spoiler_in_a_line_becomes_a_link():
    found = covered("The killer is ||the *butler*||, of course.")

    assert found.strip() == f'<p dir="auto">The killer is {LINK}, of course.</p>'


def test_a_fold_keeps_its_title_and_hides_the_rest():
    found = covered("Before\n\n:::spoiler The end\nIt **was**:\n\n- him\n- her\n:::\n\nAfter")

    assert f"<p>The end: {LINK}</p>" in found
    assert "Before" in found
    assert "After" in found
    assert "him" not in found
    assert "<details" not in found


@pytest.mark.parametrize(
    "source",
    [
        "||secret||",
        "a ||secret|| b ||secret|| c",
        "||**secret** `secret` https://secret.example||",
        "> ||secret||",
        ":::spoiler\nsecret\n:::",
        ":::spoiler A\n:::spoiler B\nsecret\n:::\nsecret\n:::",
        "::::spoiler A\n||secret||\n\n```python\nsecret = 1\n```\n::::",
        "- :::spoiler A\n  secret\n  :::",
        "[||secret||](https://example.org)",
        "||secret\nsecret||",
        "||![secret](https://example.org/x.png) secret||",
    ],
)
def test_nothing_hidden_is_told(source):
    found = covered(f"Before\n\n{source}\n\nAfter")

    assert "secret" not in found
    assert "Read it there" in found


@pytest.mark.parametrize(
    "source", ["No spoiler here", "`||code||`", "The word spoiler alone", "a || b || c"]
)
def test_everything_else_stays_as_it_is(source):
    assert covered(source) == render(source, PLAIN).html


def test_a_link_never_stands_in_a_link():
    found = covered("[see ||secret||](https://example.org)")

    assert found.count("<a ") == 1


def test_feeds_hide_spoilers_and_lead_to_the_post(guest):
    author, room = make.member(), make.channel(slug="grinders")
    topic = topics.start(author, room, NewTopic("The end of the film", "It is ||the butler||."))
    reply = topics.reply(author, topic, NewPost("No, ||the gardener||."))

    (of_topic,) = feed(guest, "/c/grinders/feed.atom").entries
    newest, first = feed(guest, f"/t/{topic.slug}/{topic.id}/feed.atom").entries

    for entry in (of_topic, newest, first):
        assert "butler" not in entry.content[0].value
        assert "gardener" not in entry.content[0].value
        assert "Hidden: read it in the post" in entry.content[0].value
    assert f'href="{HOME}/t/{topic.slug}/{topic.id}"' in of_topic.content[0].value
    assert f'href="{HOME}/p/{reply.id}"' in newest.content[0].value
