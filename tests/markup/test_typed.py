"""Texts with signs that no page, feed or database can hold."""

from xml.etree import ElementTree

from forum.markup.render import PLAIN, render, render_html
from forum.markup.typed import as_typed, clean

CONTROLS = "".join(map(chr, range(0x20)))


def test_control_characters_become_visible():
    assert clean("red\x1b[0m\x07") == "red␛[0m␇"


def test_line_ends_and_tabs_stay():
    assert clean("a\tb\nc\r\n") == "a\tb\nc\r\n"


def test_nothing_and_half_signs_become_the_replacement_sign():
    assert clean("a\0b\ud800c\udfffd") == "a\ufffdb\ufffdc\ufffdd"


def test_rendered_texts_fit_into_a_feed():
    for found in (render(CONTROLS, PLAIN), render_html(f"<p>{CONTROLS}&#1;</p>", PLAIN)):
        feed = f"<x>{found.text}</x>".encode()

        assert ElementTree.fromstring(feed) is not None
        found.html.encode("utf-8")


def test_a_text_as_typed_is_one_block_that_says_the_same():
    assert as_typed("<b>\n& c") == ('<div class="prose__typed" dir="auto">&lt;b&gt;\n&amp; c</div>')
