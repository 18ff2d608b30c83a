"""Bare addresses in running text."""

import pytest

from forum.markup.render import PLAIN, render
from tests.markup.texts import tree


def found(source: str) -> list[tuple[str, str]]:
    """What is linked where."""
    links = tree(render(source, PLAIN).html).iter("a")
    return [("".join(link.itertext()), link.get("href", "")) for link in links]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://EXAMPLE.ORG/a", "HTTP://EXAMPLE.ORG/a"),
        ("see https://example.org/a_b_c.", "https://example.org/a_b_c"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("https://example.org/?q=a&b=c, and", "https://example.org/?q=a&b=c"),
        ("**https://example.org/a**", "https://example.org/a"),
        ("_https://example.org/a_", "https://example.org/a"),
        ("||https://example.org/a||", "https://example.org/a"),
        ("\u201chttps://example.org/a\u201d", "https://example.org/a"),
        ("看https://example.org/a。好", "https://example.org/a"),
        ("https://example.org/看", "https://example.org/看"),
        ("https://пример.рф/х", "https://пример.рф/х"),
        ("https://हिन्दी.example/", "https://हिन्दी.example/"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("https://example.org/__init__.py", "https://example.org/__init__.py"),
        ("https://example.org/&amp;", "https://example.org/"),
    ],
)
def test_an_address_is_linked(source, shown):
    links = found(source)

    assert [words for words, _ in links] == [shown]


def test_www_is_taken_to_mean_https():
    assert found("www.example.org/a, WWW.b.example") == [
        ("www.example.org/a", "https://www.example.org/a"),
        ("WWW.b.example", "https://WWW.b.example"),
    ]


@pytest.mark.parametrize(
    ("source", "shown", "address"),
    [
        ("ana@example.org", "ana@example.org", "mailto:ana@example.org"),
        ("Mail first_last+x@example.org.", "first_last+x@example.org", None),
        ("mailto:ana@example.org", "mailto:ana@example.org", "mailto:ana@example.org"),
    ],
)
def test_a_mail_address_is_linked(source, shown, address):
    assert found(source) == [(shown, address or f"mailto:{shown}")]


@pytest.mark.parametrize(
    "source",
    [
        "example.org",
        "node.js and file.py",
        "ftp://example.org",
        "javascript://example.org/%0aalert(1)",
        "xhttp://example.org",
        "https://",
        "https://-",
        "://example.org",
        "www.",
        "www.a._b",
        "a@b",
        "a@b@c.example",
        "`https://example.org`",
        "http\\://example.org",
    ],
)
def test_what_is_no_address_stays_text(source):
    assert found(source) == []


def test_an_address_inside_a_link_is_not_linked_again():
    assert found("[https://a.example](https://b.example)") == [
        ("https://a.example", "https://b.example")
    ]


def test_what_was_typed_is_what_is_shown():
    source = "See https://example.org/%E4%BD%A0?a=(b), www.x.example; and a_b@c.example!"

    assert render(source, PLAIN).text == source
