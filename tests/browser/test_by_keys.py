"""What people do who have no mouse: every step by Tab, typing, arrows and Enter."""

import re

import pytest

from tests.browser.conftest import PASSWORD
from tests.browser.people import set_up

pytestmark = pytest.mark.browser
FARTHEST = 120


@pytest.fixture
def owner(visit, site):
    page = visit()
    set_up(page, site)
    return page


def test_somebody_joins_by_keys_alone(owner, visit, site):
    page = visit()
    page.goto("/")
    go(page, "a[href='/sign-up']")
    for name, typed in (
        ("username", "keyra"),
        ("email", "keyra@example.org"),
        ("password", PASSWORD),
    ):
        tab_to(page, f"input[name={name}]")
        page.keyboard.type(typed)
    tab_to(page, "input[name=guidelines]")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    page.goto(site.link_to("keyra@example.org"))
    go(page, "main button[type=submit]")

    assert page.locator("header .avatar").count() == 1


def test_two_channels_become_one_by_keys_alone(owner):
    for name in ("Left room", "Right room"):
        make_channel(owner, name)
    owner.goto("/admin/channels")
    go(owner, "main a", words="Left room")
    go(owner, "main a", words="Merge")
    tab_to(owner, "main select")
    owner.keyboard.type("Right room")
    go(owner, "main form button[type=submit]")
    for _box in owner.locator("main form[method=post] input[type=checkbox]").all():
        tab_to(owner, "main form[method=post] input[type=checkbox]:not(:checked)")
        owner.keyboard.press("Space")
    go(owner, "main form[method=post] button[type=submit]")
    owner.goto("/c/left-room")

    assert owner.url.endswith("/c/right-room")


def make_channel(page, name: str) -> None:
    page.goto("/admin/channels/new")
    tab_to(page, "input[name=name]")
    page.keyboard.type(name)
    go(page, "main form button.button--primary")


def go(page, selector: str, *, words: str = "") -> None:
    """Tab to a link or button and press Enter, which leads to another page."""
    tab_to(page, selector, words=words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page, selector: str, *, words: str = "") -> None:
    """Press Tab until something of this kind, with these words in it, has the focus."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "s => document.activeElement.matches(s) ? document.activeElement.textContent : null",
            selector,
        )
        if here is not None and re.search(words, here):
            return
    raise AssertionError(f"{selector} with {words!r} cannot be reached by Tab")
