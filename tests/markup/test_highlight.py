"""Blocks of code: colours where they are quick to have, and always the whole code."""

import time

import pytest

from forum.markup.highlight import (
    CLASSES,
    LONGEST,
    LONGEST_LINE,
    SECONDS,
    Allowance,
    code_block,
)
from forum.markup.languages import languages
from tests.markup.texts import html, tree, words_of


def block(code: str, language: str = "") -> str:
    return code_block(code, language, Allowance())


def test_code_in_a_known_language_is_coloured_and_labelled():
    found = html("```py\nreturn 1 # x\n```")

    assert 'data-language="Python"' in found
    assert '<span class="hl-keyword">return</span>' in found.replace(" </span>", "</span>")
    assert "style=" not in found


def test_code_in_an_unknown_language_is_labelled_as_the_author_named_it():
    found = html("```nonsense extra words\na < b\n```")

    assert 'data-language="nonsense"' in found
    assert "<code>a &lt; b\n</code>" in found


def test_code_without_a_language_has_no_label():
    for source in ("```\na\n```", "    a"):
        assert "data-language" not in html(source)


@pytest.mark.parametrize("language", sorted(languages()))
def test_code_is_whole_in(language):
    code = "\n  # <b> & \"c\" 'x' é 你\n\tfor (i = 0; i < 9; i++) { f(`a`) } -- // <a b='c'>\n\n"

    found = block(code, language)

    assert words_of(found).rstrip("\n") == code.rstrip("\n")
    classes = {span.get("class") for span in tree(found).iter("span")}
    assert classes <= CLASSES


@pytest.mark.parametrize("language", sorted({alias for alias, _ in languages().values()}))
def test_no_single_word_takes_long_in(language):
    """Time is looked at between words only, so that no word may take much of it."""
    for unit in ("a\t", '\\"', "/*", "a\n"):
        line = (unit * LONGEST_LINE)[: LONGEST_LINE - 1] + "\n"
        code = (line * LONGEST)[:LONGEST]
        tries = []
        for _ in range(3):
            started = time.thread_time()
            found = code_block(code, language, Allowance(seconds=0.01))
            tries.append(time.thread_time() - started)

        # The quickest counts: a busy machine makes single tries slow.
        assert min(tries) < SECONDS * 2, unit
        assert words_of(found).strip() == code.strip()


def test_all_code_of_a_text_shares_one_allowance():
    spent = Allowance(seconds=0.0)

    assert "<span" not in code_block("return 1", "python", spent)
    assert "<span" in code_block("return 1", "python", Allowance())


def test_long_code_is_left_plain():
    assert "<span" not in block("x = 1\n" * LONGEST, "python")


def test_code_with_a_long_line_is_left_plain():
    assert "<span" in block(f"return '{'x' * (LONGEST_LINE - 9)}'", "python")
    assert "<span" not in block(f"return '{'x' * (LONGEST_LINE - 8)}'", "python")


def test_only_lines_that_may_not_fit_can_be_scrolled_by_keyboard():
    assert "tabindex" not in block("short\n" * 50)
    assert '<pre tabindex="0">' in block("a" * 60)


def test_the_first_empty_line_of_code_is_kept():
    assert words_of(html("```\n\na\n```")).strip("\n") == "a"
    assert "<pre><code>\na" in html("```\n\na\n```")


@pytest.mark.parametrize(
    "info", ['"><script>alert(1)</script>', "a`b", "\u202e", "x" * 500, "&quot;"]
)
def test_what_stands_behind_the_fence_stays_in_its_place(info):
    found = tree(html(f"~~~{info}\na\n~~~"))

    assert {part.tag for part in found.iter()} <= {"DOCUMENT_FRAGMENT", "div", "pre", "code"}
    assert len(found.find("div").get("data-language", "")) <= 30
