"""Nobody is led to another site by an address of ours."""

import html
import json
import re
from urllib.parse import urljoin, urlsplit

import pytest

from forum.accounts import passwords
from forum.accounts.models import Role
from tests.accounts.conftest import PASSWORD
from tests.security.town import inside
from tests.support import make
from tests.uploads.pictures import SHARED

LISTED = SHARED / "regress" / "open_redirects.json"
OWN = [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "/%5cevil.example",
    "/..//evil.example",
    "\x01//evil.example",
    "/\u2028/evil.example",
    "///\u3002evil.example",
    "/" * 3000 + "evil.example",
]
NEXT = re.compile(r'name="next"[^>]*value="([^"]*)"')
TARGETS = OWN + (json.loads(LISTED.read_text("utf-8")) if LISTED.is_file() else [])


def is_ours(location):
    """Whether a browser that follows stays here, also one that takes \\ for / and drops tabs."""
    for seen in (location, location.replace("\\", "/"), "".join(location.split())):
        parts = urlsplit(urljoin("http://localhost/sign-in", seen))
        if parts.netloc != "localhost" or parts.scheme != "http":
            return False
    return not location.startswith(("//", "/\\"))


def test_the_judge_knows_other_sites():
    assert not is_ours("//evil.example") and not is_ours("/\\evil.example")
    assert not is_ours("/\t/evil.example") and not is_ours("javascript:x")
    assert is_ours("/t/x/1?page=2#post-3") and is_ours("http://localhost/")


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: ascii(target)[:30])
def test_cve_2015_3880_and_asvs_v3_7_2_no_parameter_leads_to_another_site(app, monkeypatch, target):
    # What comparing costs is not what this is about.
    monkeypatch.setattr(passwords, "compare", lambda *given: passwords.Comparison(True))
    user = make.member(username="ada", role=Role.ADMIN)
    client = inside(app, user)
    guest = app.test_client()
    form = {"name": "ada", "password": PASSWORD, "next": target}
    where = {"next": target}
    asked = [
        guest.post("/sign-in", data=form),
        client.get("/sign-in", query_string=where),
        client.post("/sign-in/again", data=form),
        client.post("/view-as", data={"who": "", "next": target}),
        client.post("/catch-up", data=where, headers={"Referer": referrer(target)}),
    ]
    channel = make.channel()
    asked.append(
        client.post(
            f"/c/{channel.id}/follow",
            data={"level": "watching", "next": target},
            headers={"Referer": referrer(target)},
        )
    )

    assert [answer.status_code for answer in asked] == [302] * len(asked)
    assert [a.location for a in asked if not is_ours(a.location)] == []


def referrer(target):
    """The target as another page's address, as far as a header can hold it."""
    return "".join(letter for letter in target if letter.isascii() and letter.isprintable())


def test_cve_2015_3880_the_field_of_a_form_forgets_other_sites(guest):
    for target in TARGETS:
        page = guest.get("/sign-in", query_string={"next": target}).text
        kept = html.unescape(NEXT.search(page).group(1))
        assert kept == "" or is_ours(kept), target


def test_cve_2018_6200_links_of_members_tell_their_page_nothing(app):
    """A page that is opened from here does not get hold of the window it came from."""
    client = inside(app, make.member())

    shown = client.post("/preview", data={"body": "[x](https://example.org/)"}).text

    assert "target=" not in shown
    assert 'rel="nofollow ugc noopener"' in shown
