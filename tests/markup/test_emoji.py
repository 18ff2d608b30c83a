"""Short names of emoji."""

import pytest

from forum.markup import emoji
from forum.markup.render import PLAIN, render


def text(source: str) -> str:
    return render(source, PLAIN).text.replace("\ufe0f", "")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (":coffee:", "☕"),
        ("a :tada: b", "a 🎉 b"),
        (":+1: :-1:", "👍 👎"),
        (":heart::coffee:", ":heart::coffee:"),
        ("(:fire:)", "(🔥)"),
        ("**:fire:**", "🔥"),
        ("[:fire: shop](/t/x/1)", "🔥 shop"),
        (":face_with_tears_of_joy:", "😂"),
    ],
)
def test_a_short_name_is_drawn(source, expected):
    assert text(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        ":nosuchname:",
        "10:30:45",
        "a::fire::b",
        "x:fire:y",
        ":Fire:",
        ": fire:",
        "https://example.org/:fire:/x",
    ],
)
def test_what_only_looks_like_one_stays(source):
    assert text(source) == source


def test_an_escaped_or_quoted_name_stays():
    assert text("\\:fire:") == ":fire:"
    assert text("`:fire:`") == ":fire:"
    assert text("```\n:fire:\n```") == ":fire:"


def test_every_name_in_the_table_is_a_character_and_can_be_written():
    table = emoji.table()

    assert len(table) >= 300
    for name, character in table.items():
        assert emoji.SHORT_NAME.fullmatch(f":{name}:"), name
        assert character[0] > "\u2000", name
        assert character[1:] in {"", "\ufe0f"}, name
