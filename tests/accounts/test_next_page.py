import re

import pytest

from forum.web.next_page import own_page
from tests.accounts.conftest import come_in

ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%2Fevil.example",
    "/%5cevil.example",
    "/%09/evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/%2e%2e//evil.example",
    "http:evil.example",
    "https:/evil.example",
    "https:evil.example",
    "http:/\\evil.example",
    "https://forum.test@evil.example",
    "https://forum.test.evil.example",
    "https://evil.example/forum.test",
    "https://evil.example?forum.test",
    "https://evil.example#forum.test",
    "https://forum.test%00.evil.example",
    "https://forum.test%2eevil.example",
    "https://evil\u3002example",
    "https://\uff45vil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "@evil.example",
    ".evil.example",
    "evil.example",
    "/a//b",
    "/a\\b",
    "/a b",
    "/\x00",
    "/a\u2028b",
    "/" + "a" * 3000,
    "",
    None,
]
FORGED = ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"]
LINKS = re.compile(r'(?:href|action)="([^"]*)"')
HERE = [
    "/",
    "/t/slow-mornings/42?page=3#post-41",
    "/ok?next=//evil.example",
    "/@evil.example",
    "/;@evil.example",
    "/c/käse",
    "/members/%D0%B0%D0%B4%D0%B0",
]


@pytest.mark.parametrize("target", ELSEWHERE, ids=repr)
def test_an_address_that_leads_elsewhere_is_not_followed(target):
    assert own_page(target) == ""


@pytest.mark.parametrize("target", HERE)
def test_a_page_of_this_site_is_followed(target):
    assert own_page(target) == target


@pytest.mark.parametrize("target", [each for each in ELSEWHERE if each], ids=repr)
def test_cve_row_38_sign_in_leads_only_to_pages_of_this_site(guest, target):
    page = guest.get("/sign-in", query_string={"next": target})

    assert "evil.example" not in page.text.replace("forum.test", "")
    assert page.status_code == 200


def test_cve_row_38_a_forged_field_leads_to_the_front_page(guest, member):
    member()
    come_in(guest)
    guest.post("/sign-out")
    for target in FORGED:
        assert come_in(guest, next=target).location == "/"
        guest.post("/sign-out")


@pytest.mark.parametrize("target", FORGED)
def test_cve_row_38_the_greeting_of_newcomers_follows_no_forged_address(guest, member, target):
    member()

    assert come_in(guest, next=target).location == "/welcome"
    for page in ("/welcome", "/welcome/next"):
        shown = guest.get(page, query_string={"next": target})
        links = LINKS.findall(shown.text)
        assert shown.status_code == 200 and "/" in links
        assert not [link for link in links if "evil" in link or link.startswith("javascript")]
    answer = guest.post("/welcome", query_string={"next": target}, data={})
    assert answer.location == "/welcome/next"


def test_a_member_who_is_inside_already_goes_on_to_the_page_only_if_it_is_ours(sign_in, member):
    client = sign_in(member())

    assert client.get("/sign-in?next=//evil.example").location == "/"
    assert client.get("/sign-in?next=/preferences/email").location == "/preferences/email"
