"""Mentions: who is called, and what only looks like it."""

import pytest

from forum.markup.names import MOST_MENTIONS, fold
from forum.markup.render import PLAIN, Site, render
from tests.markup.texts import SITE, html


def mentions(source: str) -> tuple[str, ...]:
    return render(source, SITE).mentions


def test_a_mention_links_to_the_member_under_the_right_name():
    assert '<a class="mention" href="/members/Ana">@Ana</a>' in html("Hello @ana, welcome")


def test_a_name_of_another_script_is_quoted_in_the_address():
    expected = '<a class="mention" href="/members/%ED%83%9C%ED%98%B8">@태호</a>'

    assert expected in html("@태호 안녕")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("@ana", ("Ana",)),
        ("@ANA", ("Ana",)),
        ("@ａｎａ in wide letters", ("Ana",)),
        ("@ana.", ("Ana",)),
        ("(@ana)", ("Ana",)),
        ("@ana's and @bob.b, both", ("Ana", "Bob.b")),
        ("@bob.b.", ("Bob.b",)),
        ("@foo_bar_ and _hello @ana_", ("foo_bar", "Ana")),
        ("@foo\\_bar", ("foo_bar",)),
        ("@gu\u0308nther in two signs", ("Günther",)),
        ("@anaさん、どうも", ("Ana",)),
        ("@ana님", ("Ana",)),
        ("@ana...", ("Ana",)),
        ("**@ana**", ("Ana",)),
        ("> @ana\n\n- @foo_bar", ("Ana", "foo_bar")),
        ("@ana @foo_bar @ana", ("Ana", "foo_bar")),
        ("||@ana||", ("Ana",)),
        ("# @ana", ("Ana",)),
        ("| @ana |\n|---|\n| @foo_bar |", ("Ana", "foo_bar")),
    ],
)
def test_members_are_called_by(source, expected):
    assert mentions(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "@nobody",
        "@anabel",
        "@ana_x is another name",
        "x@ana",
        "me@ana.example",
        "https://example.org/@ana",
        "/@ana",
        "@@ana",
        "\\@ana",
        "`@ana`",
        "```\n@ana\n```",
        "    @ana",
        "[@ana](https://example.org)",
        "[see @ana](/t/x/1)",
        "![@ana](/logout)",
        "@ ana",
        "@",
    ],
)
def test_nobody_is_called_by(source):
    assert mentions(source) == ()
    assert 'class="mention"' not in html(source)


def test_a_name_next_to_a_longer_one_does_not_call_the_shorter():
    site = Site(
        members=lambda names: {"an": "An"} if "an" in names else {}, pictures=PLAIN.pictures
    )

    assert render("@ana @an-a @an", site).mentions == ("An",)
    assert render("@ana", site).mentions == ()


def test_a_text_calls_a_limited_number_of_people():
    site = Site(members=lambda names: {name: name for name in names}, pictures=PLAIN.pictures)
    source = " ".join(f"@m{number}" for number in range(MOST_MENTIONS + 10))

    found = render(source, site)

    assert len(found.mentions) == MOST_MENTIONS
    assert found.text == source


def test_names_longer_than_any_member_are_not_looked_for():
    asked = set()
    site = Site(members=lambda names: asked.update(names) or {}, pictures=PLAIN.pictures)

    render(f"@{'a' * 31} @{'b' * 30}", site)

    assert asked == {"b" * 30}


def test_names_are_compared_without_letter_case_and_compatible_forms():
    assert fold("ＡＮＡ") == fold("ana") == fold("Ana") == "ana"
    assert fold("STRASSE") == fold("straße")
