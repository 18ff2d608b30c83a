"""The plain parsers against the specifications, and what we change about them on purpose."""

import re

import pytest

from forum.markup.parser import markdown_html
from tests.markup.texts import OWN, rows, shared

# Examples of CommonMark 0.31.2 whose output holds HTML that the author wrote. We show it as
# text, because any HTML in a post is a way in. docs/markdown.md lists them for readers.
RAW_HTML = {
    21, 31, *range(148, 194), 203, 310, 311, 346, 477, 478, 479, 493, 496, 526, 538,
    *range(615, 620), 625, *range(627, 634), 645, 646,
}  # fmt: skip
# Examples that link to a scheme other than http, https and mailto; we show the address as text.
OTHER_SCHEMES = {598, 600, 601, 603}

# The same for GitHub's specification, which counts differently, and three more sorts.
GFM_RAW_HTML = {
    *range(118, 161), 170, 288, 289, 317, 327, 354, *range(484, 487), 500, 503, 532, 544,
    *range(632, 637), 642, 644, *range(647, 652), 653, 663, 664,
}  # fmt: skip
GFM_OTHER_SCHEMES = {604, 606, 607, 609, 628}
# Its own examples contradict each other: bare addresses are links in the part on extensions.
GFM_BARE_ADDRESSES = {610, 616, 619, 620}
# Tasks are drawn for posts only, without fields.
GFM_TASKS = {279, 280}


def same(html: str) -> str:
    """Without what no reader sees: line ends between elements, how a void element is written.

    GitHub strikes out by another element, aligns by an older attribute, and takes `www.` to
    mean http where we take it to mean https.
    """
    html = html.replace("<blockquote>\n", "<blockquote>")
    html = re.sub(r"<(br|hr|img[^>]*?) ?/>", r"<\1>", html)
    html = re.sub(r' align="(\w+)"', r' style="text-align:\1"', html)
    html = re.sub(r"<(/?)del>", r"<\1s>", html)
    return html.replace('href="http://www.', 'href="https://www.')


def differing(path: str, dialect: str) -> set[int]:
    return {
        row["example"]
        for row in rows(shared(path))
        if same(markdown_html(row["markdown"], dialect)) != same(row["html"])
    }


def test_every_example_of_commonmark_holds_but_those_we_list():
    found = differing("commonmark/commonmark-spec-0.31.2-plus.json", "commonmark")

    assert found == RAW_HTML | OTHER_SCHEMES


def test_every_example_of_github_holds_but_those_we_list():
    found = differing("commonmark/gfm-spec.json", "gfm")

    assert found == GFM_RAW_HTML | GFM_OTHER_SCHEMES | GFM_BARE_ADDRESSES | GFM_TASKS


@pytest.mark.parametrize(
    ("path", "other"),
    [
        # 12 and 22 are HTML, 19 has a host in letters that we encode, 20 has no answer,
        # 23 has footnotes, the others have tasks.
        ("commonmark/gfm-extensions.json", {12, 19, 20, 22, 23, 26, 27, 28}),
        # HTML, and 13 has a footnote.
        ("commonmark/cmark-gfm-regression.json", {3, 6, 9, 13, 14, 17}),
        # A dash drawn by a typographer, which we do not have.
        ("commonmark/markdown-it-tables.json", {35}),
    ],
)
def test_further_cases_hold_but_those_we_list(path, other):
    assert differing(path, "gfm") == other


def test_the_html_of_those_examples_is_never_passed_on():
    for row in rows(shared("commonmark/commonmark-spec-0.31.2-plus.json")):
        if row["example"] in RAW_HTML:
            ours = set(re.findall(r"</?[a-zA-Z][^>]*>", markdown_html(row["markdown"])))
            written = set(re.findall(r"</?[a-zA-Z][^>]*>", row["markdown"]))
            assert not {tag for tag in ours & written if len(tag) > len("<code>")}, row["example"]


@pytest.mark.parametrize("row", rows(OWN / "markdown_cases.json"), ids=lambda row: row["about"])
def test_our_own_cases_of_the_specification(row):
    assert same(markdown_html(row["markdown"], row["dialect"])) == same(row["html"])
