"""Texts made to be slow: each is rendered in time, and none of them loses a word."""

import time

import pytest

from forum.markup.bounds import BLOCK_DEPTH, FREE_CELLS, INLINE_DEPTH, MOST_TAGS
from forum.markup.render import PLAIN, Picture, Site, render
from tests.markup.texts import ENOUGH, KNOWN, rows, shared, tree

LONGEST_POST = 32_000
# Everybody exists and every picture is there, so that all work is really done.
FULL = Site(
    members=lambda names: {name: name for name in names},
    pictures=lambda ids: {public_id: Picture(public_id, 9, 9, (320,)) for public_id in ids},
)
UNITS = [
    "*a **a ", "_a ", "***a", "**@a", "~~a", "||@a_", "[a", "a]", "![", "_![a](b)", "[^", "^[@a",
    "[^1] ", "[^a]: b\n", "``a`", "\\\n", "&#1;", "<", "http://a.b/ ", "a://", "www._", "a@b.",
    "a@b.c ", "@a_", "::", ">>", "- a\n", "* * ", "#\n", "a\n===\n", "|a\n", "---\n|-|\n",
    "a|b\n-|-\n", "```py\na\n", ":::spoiler\n", "- > ", f"![](/uploads/{KNOWN})",
]  # fmt: skip


def seconds_for(source: str) -> float:
    started = time.process_time()
    render(source, FULL)
    return time.process_time() - started


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_a_long_row_takes_less_than_a_second_of(unit):
    source = (unit * LONGEST_POST)[:LONGEST_POST]

    assert seconds_for(source) < ENOUGH


@pytest.mark.parametrize("case", range(20))
def test_known_hard_texts_end_in_time(case):
    row = rows(shared("commonmark/pathological.json"))[case]
    source = row["unit"] * row["repeat"] + row["suffix"]

    assert seconds_for(source[:LONGEST_POST]) < ENOUGH * row["max_seconds"], row["name"]


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "- > ", ":::spoiler\n"])
def test_blocks_nested_too_deep_keep_their_words(mark):
    found = render(mark * 3 * BLOCK_DEPTH + "the end", PLAIN)

    assert "the end" in "".join(tree(found.html).itertext())
    assert depth(found.html) <= 2 * BLOCK_DEPTH + 3


def test_marks_nested_too_deep_keep_their_words():
    source = "*a **b " * 200 + "the end" + "** *" * 200

    found = render(source, PLAIN)

    assert depth(found.html) <= INLINE_DEPTH + 2
    letters = found.text.replace("*", "").split()
    assert letters == ["a", "b"] * 200 + ["the", "end"]


def depth(html: str) -> int:
    def below(part) -> int:
        return 1 + max((below(child) for child in part), default=0)

    return below(tree(html)) - 1


def test_a_short_text_cannot_ask_for_a_huge_table():
    wide = "|a" * 200 + "\n" + "|-" * 200 + "\n" + "b\n" * 200

    found = render(wide, PLAIN)

    assert found.html.count("<td") <= FREE_CELLS + 200
    assert found.text.count("b") == 200


def test_many_tables_share_what_may_be_filled_in():
    table = "|a" * 40 + "\n" + "|-" * 40 + "\n" + "b\n" * 40 + "\n"

    found = render(table * 20, PLAIN)

    assert 0 < found.html.count("<td") <= FREE_CELLS + 20 * 40
    assert found.text.count("b") == 20 * 40


def test_a_usual_big_table_is_a_table():
    table = "| a | b | c |\n|---|---|---|\n" + "| d | | e |\n" * 700

    found = render(table, PLAIN)

    assert found.html.count("<td") == 2100


def test_a_text_of_too_many_parts_is_shown_as_it_was_typed():
    source = "*a* " * MOST_TAGS

    found = render(source, PLAIN)

    assert found.html.startswith('<div class="prose__typed"')
    assert found.text.strip() == source.strip()
