"""Footnotes, and ids that cannot clash."""

import re

import pytest

from forum.markup.footnotes import MOST_WAYS_BACK
from forum.markup.render import PLAIN, render
from tests.markup.texts import tree

NOTE = "One[^a] and two[^a].\n\n[^a]: The *note*."


def ids(html: str) -> list[str]:
    return [name for part in tree(html).iter() if (name := part.get("id"))]


def test_a_mark_leads_to_its_note_and_back():
    found = render(NOTE, PLAIN, anchor="p7").html

    assert ids(found) == ["p7-fnref-1", "p7-fnref-1-2", "p7-fn-1"]
    assert re.findall(r'href="#([^"]+)"', found) == [
        "p7-fn-1",
        "p7-fn-1",
        "p7-fnref-1",
        "p7-fnref-1-2",
    ]


def test_two_texts_on_a_page_share_no_id():
    first, second = render(NOTE, PLAIN, anchor="p1").html, render(NOTE, PLAIN, anchor="p2").html

    assert not set(ids(first)) & set(ids(second))


def test_a_note_may_be_written_in_place_and_hold_blocks():
    found = tree(render("a^[in *place*] b[^1]\n\n[^1]: x\n\n    - y\n", PLAIN).html)

    notes = found.findall(".//section/ol/li")
    assert ["".join(note.itertext()).split()[:2] for note in notes] == [["in", "place"], ["x", "y"]]


def test_marks_are_in_the_plain_text_and_arrows_are_not():
    assert render(NOTE, PLAIN).text == "One[1] and two[1].\n\nThe note."


def test_a_mark_without_a_note_stays_text():
    assert render("One[^a].", PLAIN).text == "One[^a]."


def test_many_marks_of_one_note_have_few_ways_back():
    found = render("[^a] " * 100 + "\n\n[^a]: x", PLAIN).html

    assert found.count('class="footnote"') == 100
    assert found.count('class="footnote-back"') == MOST_WAYS_BACK
    assert set(re.findall(r'href="#([^"]+)"', found)) <= set(ids(found))


def test_labels_never_become_ids():
    found = render("x[^location]\n\n[^location]: y", PLAIN, anchor="p1").html

    assert ids(found) == ["p1-fnref-1", "p1-fn-1"]


@pytest.mark.parametrize("anchor", ['"><script>', "P1", "1", "a b", "-", "é", "a" * 42])
def test_an_anchor_that_is_no_short_word_is_a_mistake_of_the_caller(anchor):
    with pytest.raises(ValueError, match="anchor"):
        render("x", PLAIN, anchor=anchor)
