"""Pictures: our own, those of hosts the site trusts, and all others."""

import pytest

from forum.markup.pictures import SIZES
from forum.markup.render import PLAIN, Picture, Site, render
from tests.markup.texts import KNOWN, SITE, UNKNOWN, html, tree

TRUSTING = Site(
    members=SITE.members,
    pictures=SITE.pictures,
    origin=SITE.origin,
    outside_pictures=("pics.example",),
)


def test_an_upload_is_shown_in_fitting_sizes_and_linked_to_the_whole():
    found = tree(html(f'![The *burrs*](/uploads/{KNOWN} "Clean")'))

    link, picture = found.find(".//a"), found.find(".//img")
    assert link.attrib == {"class": "prose__picture", "href": f"/uploads/{KNOWN}"}
    assert picture.attrib == {
        "src": f"/uploads/{KNOWN}/1280",
        "srcset": ", ".join(f"/uploads/{KNOWN}/{width} {width}w" for width in (320, 640, 1280)),
        "sizes": SIZES,
        "width": "1600",
        "height": "1200",
        "alt": "The burrs",
        "title": "Clean",
        "loading": "lazy",
        "decoding": "async",
    }


@pytest.mark.parametrize(
    "address",
    [f"/uploads/{KNOWN}/640", f"https://forum.example/uploads/{KNOWN}"],
)
def test_an_upload_is_known_by_its_other_addresses(address):
    assert render(f"![x]({address})", SITE).uploads == (KNOWN,)


def test_an_upload_without_sizes_is_shown_as_it_is():
    site = Site(
        members=PLAIN.members, pictures=lambda ids: {i: Picture(i, 20, 10, ()) for i in ids}
    )
    picture = tree(html(f"![x](/uploads/{KNOWN})", site)).find(".//img")

    assert picture.get("src") == f"/uploads/{KNOWN}"
    assert picture.get("srcset") is None and picture.get("sizes") is None


def test_an_upload_nobody_made_leaves_its_alternative_text():
    found = render(f"a ![the burrs](/uploads/{UNKNOWN}) b", SITE)

    assert found.html == '<p dir="auto">a the burrs b</p>\n'
    assert found.uploads == ()


def test_a_linked_picture_without_a_description_is_called_by_the_word_of_the_site():
    site = Site(members=SITE.members, pictures=SITE.pictures, picture="Bild")

    assert tree(html(f"![](/uploads/{KNOWN})", site)).find(".//img").get("alt") == "Bild"


def test_a_picture_in_a_link_keeps_that_link():
    found = tree(html(f"[![x](/uploads/{KNOWN})](https://example.org)"))

    links = list(found.iter("a"))
    assert [link.get("href") for link in links] == ["https://example.org"]
    assert links[0].find("img").get("alt") == "x"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("![a](https://other.example/p.png)", "https://other.example/p.png"),
        ("![a](/logout)", "/logout"),
        ("![a](#)", "#"),
        ("![a](//other.example/p.png)", "//other.example/p.png"),
    ],
)
def test_other_pictures_become_links_so_that_nothing_is_fetched_from_there(source, expected):
    found = tree(html(source))

    assert found.find(".//img") is None
    assert found.find(".//a").get("href") == expected
    assert "".join(found.itertext()).strip() == "a"


def test_a_picture_from_a_trusted_host_is_shown():
    found = tree(html("![a](https://pics.example/p.png)", TRUSTING)).find(".//img")

    assert found.attrib == {
        "src": "https://pics.example/p.png",
        "alt": "a",
        "loading": "lazy",
        "decoding": "async",
    }


@pytest.mark.parametrize(
    "address",
    [
        "http://pics.example/p.png",
        "https://pics.example.evil.example/p.png",
        "https://pics.example:8443/p.png",
        "https://me@pics.example/p.png",
        "https://evil.example/pics.example",
        "//pics.example/p.png",
    ],
)
def test_trust_is_in_the_host_alone_and_only_by_https(address):
    assert "<img" not in html(f"![a]({address})", TRUSTING)


def test_a_link_to_an_upload_counts_as_a_use_of_it():
    assert render(f"[the file](/uploads/{KNOWN})", SITE).uploads == (KNOWN,)
    assert render(f"[the file](/uploads/{UNKNOWN})", SITE).uploads == ()
