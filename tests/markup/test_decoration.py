"""What our pages add to the bare elements of Markdown."""

import pytest

from forum.markup.addresses import OUTSIDE_REL
from forum.markup.render import PLAIN, render
from tests.markup.texts import html, tree


def test_headings_stand_below_those_of_the_page():
    found = tree(html("# a\n## b\n### c\n#### d\n##### e\n###### f"))

    assert [part.tag for part in found] == ["h3", "h4", "h5", "h6", "h6", "h6"]


def test_headings_leave_no_level_out():
    found = tree(html("### a\n\n###### b\n\n# c\n\n### d"))

    assert [part.tag for part in found] == ["h3", "h4", "h3", "h4"]


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://example.org/a", "//example.org", "HTTPS://example.org"],
)
def test_links_out_of_the_site_say_so_to_search_engines(address):
    link = tree(html(f"[a]({address})")).find(".//a")

    assert link.get("rel") == OUTSIDE_REL == "nofollow ugc noopener"


@pytest.mark.parametrize(
    "address",
    ["/t/x/1", "#fn-1", "?page=2", "x", "https://forum.example", "https://forum.example/t/x/1"],
)
def test_our_own_links_say_nothing(address):
    assert tree(html(f"[a]({address})")).find(".//a").attrib == {"href": address}


def test_an_address_that_only_begins_like_ours_is_outside():
    for address in ("https://forum.example.evil.test/", "https://forum.example@evil.test/"):
        assert f'rel="{OUTSIDE_REL}"' in html(f"[a]({address})")


def test_a_quote_with_its_source_is_marked():
    quote = tree(html("> [@ana](/p/12): What she said\n> on two lines")).find("blockquote")

    assert quote.get("class") == "quote"


@pytest.mark.parametrize(
    "source",
    [
        "> What somebody said",
        "> [@ana](/t/12): no post",
        "> [ana](/p/12): no name",
        "> [@ana](/p/12) without a colon",
        "> [@ana](https://example.org/p/12): elsewhere",
        "> x [@ana](/p/12): not at the start",
        "> # [@ana](/p/12): a heading",
        ">",
        "> - [@ana](/p/12):",
    ],
)
def test_other_quotes_are_not_marked(source):
    assert 'class="quote"' not in html(source)


def test_outer_blocks_take_the_direction_of_their_words():
    found = tree(
        html("# a\n\nשלום\n\n- a\n  - b\n\n> c\n\n| d |\n|---|\n| e |\n\n:::spoiler\nf\n:::")
    )

    directed = [part.tag for part in found.iter() if part.get("dir")]
    assert directed == ["h3", "p", "ul", "blockquote", "table", "details"]
    assert {part.get("dir") for part in found.iter()} == {None, "auto"}


def test_tasks_are_signs_and_no_fields():
    found = html("- [ ] to do\n- [x] done\n- plain")

    assert found == (
        '<ul class="tasks" dir="auto">\n'
        '<li class="task"><span class="task__box">☐</span> to do</li>\n'
        '<li class="task task--done"><span class="task__box">☑</span> done</li>\n'
        "<li>plain</li>\n</ul>"
    )


def test_a_list_without_tasks_is_plain():
    assert html("- [ ]\n- [y] b\n- [x]c") == (
        '<ul dir="auto">\n<li>[ ]</li>\n<li>[y] b</li>\n<li>[x]c</li>\n</ul>'
    )


def test_tables_scroll_in_a_box_of_their_own_and_align_by_class():
    found = tree(html("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |"))

    box = found.find("div")
    assert box.attrib == {"class": "prose__table", "tabindex": "0"}
    classes = [cell.get("class") for cell in box.iter("td")]
    assert classes == ["align-left", "align-center", "align-right", None]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("~~a~~ ~b~", ["a", "b"]),
        ("5~10 minutes, 7~9 in winter", []),
        ("3~5월, 7~9월", []),
        ("~~~a~~~ b", []),
        ("\\~~a~~", []),
    ],
)
def test_what_is_struck_out(source, expected):
    assert ["".join(part.itertext()) for part in tree(html(source)).iter("s")] == expected


def test_entities_and_escapes_are_read_once():
    assert render("&amp;lt; \\<b\\> &#60;i&#62; &copy;", PLAIN).text == "&lt; <b> <i> ©"
