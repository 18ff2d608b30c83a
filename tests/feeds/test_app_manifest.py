import json
import re
from io import BytesIO

import pytest
from PIL import Image

from forum.feeds import icons
from forum.site import actions as site
from tests.support import make

# The fields of the W3C's Web Application Manifest that we write, and what may stand in them.
DISPLAYS = {"fullscreen", "standalone", "minimal-ui", "browser"}
COLOUR = re.compile(r"#[0-9a-f]{6}")
PURPOSES = {"any", "maskable", "monochrome"}


@pytest.fixture
def manifest(guest):
    answer = guest.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    return json.loads(answer.data)


def test_the_manifest_is_one_that_browsers_take(manifest):
    assert set(manifest) == {
        "id", "name", "short_name", "description", "lang", "dir", "start_url", "scope", "display",
        "background_color", "theme_color", "icons", "shortcuts",
    }  # fmt: skip
    assert manifest["display"] in DISPLAYS
    assert manifest["dir"] in {"ltr", "rtl", "auto"}
    assert manifest["start_url"].startswith(manifest["scope"])
    assert all(COLOUR.fullmatch(manifest[name]) for name in ("background_color", "theme_color"))
    assert len(manifest["short_name"]) <= 12
    for icon in manifest["icons"]:
        assert set(icon) <= {"src", "sizes", "type", "purpose"}
        assert icon.get("purpose", "any") in PURPOSES
    assert {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]} == {
        ("any", "any"), ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip


def test_every_picture_of_the_manifest_is_what_it_says(guest, manifest):
    for icon in manifest["icons"]:
        answer = guest.get(icon["src"])
        assert answer.mimetype == icon["type"]
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        if icon["type"] == "image/png":
            picture = Image.open(BytesIO(answer.data))
            assert icon["sizes"] == "{}x{}".format(*picture.size)
            # A sign that fills its square would be no sign: there are its ground and its letter.
            assert len(picture.convert("RGB").getcolors(maxcolors=100_000)) > 2


def test_every_shortcut_leads_somewhere(sign_in, manifest):
    member = sign_in(make.member())

    assert manifest["shortcuts"][0]["name"] == "New topic"
    for shortcut in manifest["shortcuts"]:
        assert member.get(shortcut["url"]).status_code == 200


def test_the_brand_names_and_colours_the_app(guest):
    admin = make.admin()
    site.choose(admin, "site.name", "Blümchen Kaffee Rösterei")
    site.choose(admin, "site.colour", "#123456")
    site.choose(admin, "site.language", "de")

    manifest = json.loads(guest.get("/manifest.webmanifest").data)

    assert manifest["name"] == "Blümchen Kaffee Rösterei"
    assert manifest["short_name"] == "Blümchen"
    assert manifest["theme_color"] == "#123456"
    assert manifest["lang"] == "de"


@pytest.mark.parametrize("initial", ["G", "Ä", "7", "日", "Ж", "א", "🦊", "", "'"])
def test_every_first_letter_makes_a_sign(initial):
    png = icons.drawn(initial, ("#b8472a", "#ffffff"), edge=192)

    picture = Image.open(BytesIO(png))
    colours = picture.convert("RGB").getcolors(maxcolors=100_000)
    assert picture.size == (192, 192)
    assert {colour for _, colour in colours} >= {(255, 255, 255), (184, 71, 42)}


def test_a_sign_that_a_phone_cuts_fills_its_square_and_others_have_round_corners():
    sign = ("#b8472a", "#ffffff")

    cut = Image.open(BytesIO(icons.drawn("G", sign, edge=180, is_cut=True)))
    round_one = Image.open(BytesIO(icons.drawn("G", sign, edge=192)))

    assert cut.getpixel((0, 0)) == (184, 71, 42, 255)
    assert round_one.getpixel((0, 0))[3] == 0


def test_phones_that_look_by_themselves_find_the_sign(guest):
    answer = guest.get("/apple-touch-icon.png", follow_redirects=True)

    assert Image.open(BytesIO(answer.data)).size == (180, 180)


def test_other_pictures_are_not_found(guest):
    assert guest.get("/icons/1024.png").status_code == 404


def test_every_page_leads_to_manifest_and_sign(guest):
    page = guest.get("/").text

    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert re.search(r'<link rel="apple-touch-icon" href="/icons/touch.png\?v=\w+">', page)
    assert '<meta name="theme-color"' in page
