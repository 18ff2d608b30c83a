"""Text that is covered until somebody asks for it."""

import pytest

from forum.markup.render import PLAIN, Site, render
from tests.markup.texts import html, tree


def covered(source: str) -> list[str]:
    return ["".join(span.itertext()) for span in tree(html(source)).iter("span")]


def test_a_spoiler_in_a_line_can_be_reached_by_keyboard():
    expected = '<span class="spoiler" tabindex="0">he <strong>wins</strong></span>'

    assert expected in html("In the end ||he **wins**||.")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("||a||", ["a"]),
        ("a||b||c", ["b"]),
        ("||a b||, ||c||", ["a b", "c"]),
        ("**||a||**", ["a"]),
        ("||a\nb||", ["a\nb"]),
        ("||`a`||", ["a"]),
        ("||[a](/t/x/1)||", ["a"]),
        ("a || b || c", []),
        ("if (a || b)", []),
        ("a |||b||| c", []),
        ("||", []),
        ("||a", []),
        ("|| ||", []),
        ("\\||a||", []),
        ("`||a||`", []),
    ],
)
def test_bars_cover_what_they_touch(source, expected):
    assert covered(source) == expected


def test_nothing_is_lost_where_bars_cover_nothing():
    for source in ("a || b || c", "a |||b||| c", "||a", "||"):
        assert render(source, PLAIN).text == source


def test_words_under_cover_are_left_out_of_the_plain_text():
    assert render("He ||dies|| and ||is **buried**||", PLAIN).text == "He … and …"
    assert render(":::spoiler The end\nHe dies\n\n- twice\n:::\n\nAfter", PLAIN).text == (
        "The end\n…\n\nAfter"
    )


def test_a_fold_has_its_title_or_the_word_of_the_site():
    site = Site(members=PLAIN.members, pictures=PLAIN.pictures, spoiler="Verraten")

    named = html(":::spoiler The <end>\n*x*\n:::")
    unnamed = html("::: SPOILER\nx\n:::", site)

    assert named == (
        '<details class="spoiler" dir="auto"><summary>The &lt;end&gt;</summary>\n'
        "<p><em>x</em></p>\n</details>"
    )
    assert "<summary>Verraten</summary>" in unnamed


def test_folds_nest_and_end_where_they_should():
    source = ":::spoiler A\na\n:::spoiler B\nb\n:::\nc\n:::\nd"

    found = tree(html(source))

    outer = found.find("details")
    assert "".join(outer.itertext()).split() == ["A", "a", "B", "b", "c"]
    assert "".join(outer.find("details").itertext()).split() == ["B", "b"]
    assert found.findall("p")[-1].text == "d"


def test_a_longer_row_of_colons_holds_shorter_ones():
    found = tree(html("::::spoiler A\n:::\nb\n::::\nc"))

    assert "".join(found.find("details").itertext()).split() == ["A", ":::", "b"]


@pytest.mark.parametrize(
    "source",
    [
        ":::spoiler A\nb",
        "> :::spoiler A\n> b\n\nc",
        "- :::spoiler A\n  b\n- c",
        ":::spoiler\n| a |\n|---|",
        "> | a |\n> |---|",
    ],
)
def test_a_fold_without_an_end_ends_with_what_it_stands_in(source):
    found = render(source, PLAIN)

    assert found.html.count("<details") == found.html.count("</details") == source.count("spoiler")


@pytest.mark.parametrize("source", [":::spoilers\nx\n:::", ":::\nx", "::spoiler\nx", ":::note\nx"])
def test_other_rows_of_colons_are_text(source):
    assert render(source, PLAIN).text == source
