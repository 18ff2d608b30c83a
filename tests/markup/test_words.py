"""Plain words of a rendered text, and its beginning."""

import unicodedata

import pytest

from forum.markup.render import PLAIN, excerpt, render
from forum.markup.words import words_alone
from tests.markup.texts import KNOWN, SITE


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\n\nb", "a\n\nb"),
        ("a\nb", "a\nb"),
        ("a *b* **c** ~~d~~ `e`", "a b c d e"),
        ("# a\nb", "a\n\nb"),
        ("- a\n- b\n\nc", "a\nb\n\nc"),
        ("> a\n> b", "a\nb"),
        ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
        ("```\n  a\n\n\n  b\n```\nc", "  a\n\n\n  b\n\nc"),
        ("[a](https://b.example)", "a"),
        ("- [x] a", "☑ a"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
    ],
)
def test_the_words_of(source, expected):
    assert render(source, PLAIN).text == expected


def test_a_picture_says_its_alternative_text():
    assert render(f"a ![the burrs](/uploads/{KNOWN}) b", SITE).text == "a [the burrs] b"


def test_a_short_text_is_its_own_excerpt_in_one_line():
    assert excerpt("a  b\n\nc") == "a b c"


def test_a_long_text_is_cut_between_words():
    found = excerpt("word " * 100, 50)

    assert found == "word word word word word word word word word word…"[: len(found)]
    assert len(found) <= 50 and found.endswith("word…")


def test_punctuation_before_the_cut_is_dropped():
    assert excerpt("one two three, four", 16) == "one two three…"


def test_a_script_without_spaces_is_cut_anywhere():
    assert excerpt("咖啡" * 100, 10) == "咖啡咖啡咖啡咖啡咖…"


@pytest.mark.parametrize("sign", ["e\u0301", "👩\u200d🔬", "👍\U0001f3fd", "❤\ufe0f", "नि"])
def test_a_sign_of_several_parts_is_never_cut_apart(sign):
    for length in range(5, 30):
        kept = excerpt(sign * 40, length).removesuffix("…")

        assert kept == sign * (len(kept) // len(sign))


def test_an_excerpt_is_never_longer_than_asked():
    text = "a" * 500 + " b\u0301" * 100

    assert all(len(excerpt(text, length)) <= length for length in range(1, 200))
    assert unicodedata.normalize("NFC", excerpt(text)) != ""


def test_the_words_alone_leave_pictures_out():
    html = render(f"a ![the burrs](/uploads/{KNOWN}) b\n\n||hidden||", SITE).html

    assert words_alone(html) == "a b\n\n…"
