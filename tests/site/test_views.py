import gzip
import re
import xml.etree.ElementTree as ET

import pytest

from forum.site import actions, queries
from forum.web import static
from forum.web.static import assets
from tests.support import make
from tests.support.queries import count_queries

FOREVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/brand.css", "/icon.svg"])
def test_the_look_is_kept_for_ever_under_its_version_and_asked_for_without(guest, app, path):
    [address] = re.findall(rf'href="({path}[^"]*)"', guest.get("/sign-in").text)

    named = guest.get(address)
    unnamed = guest.get(path)
    dated = guest.get(f"{path}?v=older")

    assert named.headers["Cache-Control"] == FOREVER
    assert unnamed.headers["Cache-Control"] == dated.headers["Cache-Control"] == "public, no-cache"
    assert guest.get(path, headers={"If-None-Match": unnamed.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/brand.css", "/icon.svg"])
def test_the_look_is_the_same_for_all_and_carries_no_cookie(sign_in, path):
    answer = sign_in(make.member()).get(path)

    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_stylesheet_follows_what_the_owner_chose(guest):
    before = guest.get("/brand.css")
    actions.choose(make.admin(), "site.colour", "#0f62fe")

    after = guest.get("/brand.css")

    assert after.mimetype == "text/css"
    assert "--brand: #0f62fe;" in after.text
    assert "--brand: #b8472a;" in before.text


def test_one_stylesheet_holds_the_design_and_behind_it_the_brand(guest):
    sheet = guest.get("/brand.css", headers={"Accept-Encoding": "gzip"})

    text = gzip.decompress(sheet.data).decode()
    assert sheet.headers["Content-Encoding"] == "gzip"
    assert text.startswith(assets()["css/site.css"].body.decode())
    assert text.endswith("}\n")
    assert "--brand: " in text.rpartition(":root {")[2]
    assert guest.get("/sign-in").text.count('rel="stylesheet"') == 1


def test_a_change_of_the_design_or_of_the_brand_gives_the_stylesheet_another_address(
    guest, monkeypatch
):
    def address():
        return re.search(r'href="(/brand.css[^"]*)"', guest.get("/sign-in").text)[1]

    first = address()
    actions.choose(make.admin(), "site.colour", "#0f62fe")
    second = address()
    monkeypatch.setattr(static, "version", lambda: "newer")

    assert len({first, second, address()}) == 3


def test_pages_link_the_look_under_its_version(sign_in):
    page = sign_in(make.admin()).get("/admin/site/brand").text

    assert f"/brand.css?v={queries.brand().version}" in page


def test_the_sign_is_drawn_from_the_name_and_survives_any_letter(guest):
    actions.choose(make.admin(), "site.name", "<&> Kettle")

    answer = guest.get("/icon.svg")

    assert answer.mimetype == "image/svg+xml"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert ET.fromstring(answer.data)[-1].text == "<"


def test_old_browsers_are_led_to_the_sign(guest):
    assert guest.get("/favicon.ico").headers["Location"].startswith("/icon.svg?v=")


def test_the_look_costs_one_query(guest):
    with count_queries() as seen:
        guest.get("/brand.css")

    assert len(seen) == 1
