"""Whatever is written, rendering answers, and answers with nothing but allowed parts."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.markup.render import PLAIN, excerpt, render, render_html
from forum.markup.sanitize import sanitize
from tests.markup.judge import faults
from tests.markup.texts import KNOWN, SITE

PIECES = (
    "* ** _ ` ``` ~~ ~ || | [ ] ( ) ![ ]( [^ ^[ [^1] : :: ::: :::spoiler @ana @ # > - 1. < > </ "
    "& ; &#106; &amp; \\ / // javascript: data: https://a.example www.a.example a@b.example :fire: "
    "<script> <svg> <p <a\u00a0href= onerror= ' \" = -- --> <!-- ]]> " + f"/uploads/{KNOWN}"
).split()
SPACES = (
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "\r\n",
    "  \n",
    "\\\n",
    "|-|\n",
    "```\n",
    "[^1]: ",
    "\0",
    "\ud800",
)
WORDS = st.text(max_size=6)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(SPACES), WORDS), max_size=60).map(
        "".join
    ),
)
QUIETLY = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@QUIETLY
@given(TEXTS)
def test_any_markdown_comes_out_harmless(source):
    found = render(source, SITE, anchor="p1")

    assert list(faults(found.html)) == []
    assert len(excerpt(found.text, 50)) <= 50
    found.html.encode("utf-8")


@QUIETLY
@given(TEXTS)
def test_any_html_comes_out_harmless(source):
    assert list(faults(render_html(source, SITE).html)) == []


@QUIETLY
@given(TEXTS)
def test_what_came_out_does_not_change_when_it_is_sanitised_again(source):
    once = render(source, PLAIN).html

    assert sanitize(once) == once


@QUIETLY
@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=80))
def test_words_written_as_code_come_out_whole(words):
    fence = "`" * 90

    assert render(f"{fence}\n{words}\n{fence}", PLAIN).text == words
