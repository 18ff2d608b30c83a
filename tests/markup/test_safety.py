"""Attacks: nothing that runs, loads or takes over the page comes out."""

import json
from collections import Counter

import pytest

from forum.markup.render import PLAIN, render, render_html
from tests.markup.judge import faults
from tests.markup.texts import OWN, SHARED, SITE, rows, shared, words_of

WAYS = {"markdown": render, "html": render_html}
ATTACKS = rows(OWN / "markup_attacks.jsonl")


def found_in(attacks, way) -> list[str]:
    outputs = {row["id"]: WAYS[way](row["payload"], SITE).html for row in attacks}
    return [f"{name}: {fault}" for name, output in outputs.items() for fault in faults(output)]


@pytest.mark.parametrize("way", WAYS)
def test_our_own_attacks_come_to_nothing_as(way):
    assert found_in(ATTACKS, way) == []


@pytest.mark.parametrize("way", WAYS)
def test_the_attacks_of_others_come_to_nothing_as(way):
    assert found_in(rows(shared("xss/dev.jsonl")), way) == []


def test_a_planted_fault_is_found():
    planted = {
        "<script>x</script>": "element script",
        "<p onclick=x>": "p onclick='x'",
        '<a href="javascript:x">': "scheme of 'javascript:x'",
        '<a href="https://a.example">': "no rel on 'https://a.example'",
        '<p class="flash">': "p class='flash'",
        '<a id="location">': "a id='location'",
        '<img src="/logout">': "img src='/logout'",
        "</div><p>x": "what follows the output is no longer beside it",
    }

    for output, fault in planted.items():
        assert fault in set(faults(output)), output


def test_attacks_written_as_markdown_are_shown_word_for_word():
    """Nothing is silently dropped: who asks about HTML sees what was asked about."""
    for row in ATTACKS:
        if row["about"] == "element" and row["kind"] == "markdown" and "\\" not in row["payload"]:
            said = words_of(render(row["payload"], PLAIN).html)
            missing = Counter(filter(str.isalpha, row["payload"]))
            missing.subtract(filter(str.isalpha, said))
            assert not +missing or "&" in row["payload"], row["payload"]


def test_naughty_strings_are_shown_whole():
    strings = json.loads(shared("naughty/blns.json").read_text(encoding="utf-8"))

    assert [string for string in strings if not is_whole(string)] == []


@pytest.mark.parametrize(
    "string",
    [
        "null",
        "undefined",
        "NaN",
        "0x0",
        "-1.5e+99",
        "1,000.00",
        "$HOME",
        "%s%n{0}{{7*7}}",
        "x' OR 1=1; --",
        "<b>&amp;</b>",
        "\\",
        "`~!@#$%^&*()-_=+[]{}|;:'\",.<>/?",
        "∑∂∞≠",
        "珈琲豆",
        "قهوة الصباح",
        "קָפֶה",
        "\u202etest\u202c",
        "c\u0336r\u0337e\u0338m\u0321a\u0322",
        "👩\u200d👩\u200d👧",
        "🇩🇪",
        "\u2028a\u2029b",
        "\u200b",
        "\\_(-_-)_/",
        "../../secret",
        "a\tb",
        "\ufeffa",
        "İıſK",
        "\x1b[31mred",
    ],
)
def test_odd_strings_are_shown_whole(string):
    assert is_whole(string)


def is_whole(string: str) -> bool:
    """Whether the string survives in a block of code, and in running text when it is escaped."""
    visible = "".join(chr(0x2400 + ord(sign)) if is_control(sign) else sign for sign in string)
    in_code = words_of(render(f"{'`' * 60}\n{string}\n{'`' * 60}", PLAIN).html)
    escaped = "".join(f"\\{sign}" if is_mark(sign) else sign for sign in string)
    in_text = words_of(render(f"^{escaped}$", PLAIN).html)
    return lines(in_code) == lines(visible) and lines(in_text) == lines(f"^{visible}$")


def is_control(sign: str) -> bool:
    return sign < " " and sign not in "\t\n\r"


def is_mark(sign: str) -> bool:
    return sign.isascii() and not sign.isalnum() and sign.isprintable() and sign != " "


def lines(text: str) -> list[str]:
    return [line.strip(" \t") for line in text.replace("\r", "\n").strip("\n").split("\n")]


def test_the_corpus_is_looked_at_where_it_is():
    """Guards the paths above: with the shared folder present, no file name may be wrong."""
    if not SHARED.exists():
        pytest.skip("no shared data beside this clone")
    for path in ("xss/dev.jsonl", "naughty/blns.json", "commonmark/pathological.json"):
        assert (SHARED / path).exists()
