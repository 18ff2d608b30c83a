import pytest

from forum.members import links


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("https://example.org", "https://example.org", "example.org"),
        (" http://www.example.org/shop/ ", "http://www.example.org/shop/", "example.org/shop"),
        ("example.org/a?b=c", "https://example.org/a?b=c", "example.org/a"),
        ("HTTPS://Example.org:8443/x", "HTTPS://Example.org:8443/x", "Example.org:8443/x"),
        ("https://bücher.example/ä", "https://bücher.example/ä", "bücher.example/ä"),
    ],
)
def test_an_address_of_a_page_is_kept_and_shown_short(typed, kept, words):
    assert links.cleaned(typed) == kept
    assert links.shown(kept) == words


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript://x.y",
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
        "https://localhost",
        "word",
        "https://good.example@evil.example",
        "https://user:secret@example.org",
        "https://example.org:99999",
        "https://example.org:x",
        "https://[::1",
        "https://exa mple.org",
        "https://example.org/\u202egpj.exe",
        "https://example.org/\x00",
        "https://example.org\\@evil.example",
        'https://example.org/"onclick="x',
        "https://example.org/" + "x" * 200,
    ],
)
def test_what_is_no_address_of_a_page_is_not_kept(typed):
    assert links.cleaned(typed) == ""
