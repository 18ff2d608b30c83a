"""Which addresses are allowed, and which are ours."""

import pytest

from forum.markup import addresses

GOOD = [
    "https://a.example",
    "http://a",
    "mailto:a@b.example",
    "/a",
    "a",
    "#a",
    "?a",
    "",
    "a/b:c",
    "//a",
]
BAD = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:1",
    "\x01javascript:1",
    "java\x00script:1",
    "vbscript:1",
    "data:text/html,x",
    "data:image/gif;base64,x",
    "file:///etc/passwd",
    "feed:x",
    "jar:http://a!/b",
    "intent://a",
    "ftp://a",
    "tel:1",
    "javascript:123",
    "data:1",
]


@pytest.mark.parametrize("address", GOOD)
def test_relative_and_common_addresses_are_allowed(address):
    assert addresses.is_allowed(address)


@pytest.mark.parametrize("address", BAD)
def test_every_other_scheme_is_refused(address):
    assert not addresses.is_allowed(address)


@pytest.mark.parametrize(
    "address", ["http://a", "//a", "/\\a", "\\\\a", "/\t/a", "https://forum.example.b/", "http:a"]
)
def test_addresses_that_leave_the_site(address):
    assert addresses.is_outside(address, "https://forum.example")


@pytest.mark.parametrize(
    "address", ["/a", "a//b", "mailto:a@b", "https://forum.example", "https://forum.example?x", "#"]
)
def test_addresses_that_stay(address):
    assert not addresses.is_outside(address, "https://forum.example")


def test_without_a_known_origin_every_full_address_leaves():
    assert addresses.is_outside("https://forum.example/a")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/uploads/" + "a" * 22, "a" * 22),
        ("/uploads/" + "a-_Z" * 5 + "12/640", "a-_Z" * 5 + "12"),
        ("https://forum.example/uploads/" + "a" * 22, "a" * 22),
        ("https://other.example/uploads/" + "a" * 22, ""),
        ("/uploads/" + "a" * 21, ""),
        ("/uploads/" + "a" * 23, ""),
        ("/uploads/" + "a" * 22 + "/", ""),
        ("/uploads/" + "a" * 22 + "/0", ""),
        ("/uploads/" + "a" * 22 + "/640?x", ""),
        ("/uploads/" + "a" * 22 + "\n", ""),
        ("/x/uploads/" + "a" * 22, ""),
    ],
)
def test_an_upload_is_told_by_its_address_alone(address, expected):
    assert addresses.upload_id(address, "https://forum.example") == expected
