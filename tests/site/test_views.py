import xml.etree.ElementTree as ET

import pytest

from forum.site import actions, queries
from tests.support import make
from tests.support.queries import count_queries

FOREVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/brand.css", "/icon.svg"])
def test_the_look_is_kept_for_ever_under_its_version_and_asked_for_without(guest, app, path):
    version = queries.brand().version

    named = guest.get(f"{path}?v={version}")
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
