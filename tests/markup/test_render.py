"""A whole text: what comes out beside the html."""

import pytest

from forum.markup.render import PLAIN, VERSION, Rendered, render
from tests.markup.texts import KNOWN, SITE, html


def test_all_facts_about_a_text_are_told():
    source = (
        f"Hi @ana and @ANA, see https://example.org/x and [own](/t/one/1).\n\n"
        f"![the burrs](/uploads/{KNOWN})\n\n```\ncode\n```\n"
    )

    found = render(source, SITE)

    assert isinstance(found, Rendered)
    assert found.mentions == ("Ana",)
    assert found.uploads == (KNOWN,)
    assert found.links == ("https://example.org/x",)
    assert found.has_code is True
    assert found.text == (
        "Hi @Ana and @Ana, see https://example.org/x and own.\n\n[the burrs]\n\ncode"
    )


def test_an_empty_text_is_empty():
    assert render("", PLAIN) == Rendered("", "", (), (), (), False)


def test_the_version_is_a_number_that_can_be_stored():
    assert isinstance(VERSION, int) and VERSION >= 1


def test_the_site_is_asked_once_for_all_names_and_once_for_all_pictures():
    asked = []

    def members(names):
        asked.append(("members", set(names)))
        return {}

    def pictures(ids):
        asked.append(("pictures", set(ids)))
        return {}

    site = type(SITE)(members=members, pictures=pictures)
    render(f"@ana\n\n- @Bob\n\n![](/uploads/{KNOWN}) ![](/uploads/{'C' * 22})", site)

    assert asked == [("members", {"ana", "bob"}), ("pictures", {KNOWN, "C" * 22})]


def test_the_site_is_not_asked_when_nobody_and_nothing_is_named():
    def never(names):
        raise AssertionError("asked for nothing")

    site = type(SITE)(members=never, pictures=never)

    assert render("plain *words*", site).text == "plain words"


def test_a_new_line_is_a_new_line_unless_the_site_says_otherwise():
    plain = type(PLAIN)(members=PLAIN.members, pictures=PLAIN.pictures, breaks=False)

    assert html("one\ntwo") == '<p dir="auto">one<br>\ntwo</p>'
    assert html("one\ntwo", plain) == '<p dir="auto">one\ntwo</p>'


@pytest.mark.parametrize("mark", ["<b>bold</b>", "<script>alert(1)</script>", "<!-- x -->"])
def test_html_is_shown_as_it_was_typed(mark):
    assert render(f"Say {mark} twice", PLAIN).text == f"Say {mark} twice"


def test_a_text_rendered_again_from_the_same_source_is_the_same():
    source = "# a\n\n||b|| `c` :coffee: @ana[^1]\n\n[^1]: d"

    assert render(source, SITE, anchor="p1") == render(source, SITE, anchor="p1")
