"""What people do in these journeys, in their own words."""

import sqlite3
import time
from contextlib import closing

from forum.belonging.policy import quarter_of
from forum.kernel import clock
from tests.browser.conftest import PASSWORD, ask

# Decisions are carried out after twelve seconds, by a worker that looks each second.
CARRIED_OUT_MS = 30_000


def press(page, button) -> None:
    """Press a button that leads to another page, and wait for that page."""
    with page.expect_navigation():
        button.click()


def address_of(page) -> str:
    """Where the page is, without its place in it."""
    return page.url.split("#")[0].split("?")[0]


def set_up(page, site) -> None:
    """The owner makes an account, names the brand and skips the rest, once."""
    page.goto(site.set_up_link)
    if page.locator("input[name=username]").count() == 0:
        sign_in(page, "olivia")
        return
    page.fill("input[name=username]", "olivia")
    page.fill("input[name=email]", "olivia@example.org")
    page.fill("input[name=password]", PASSWORD)
    press(page, page.locator("main button[type=submit]").first)
    page.fill("input[name=name]", "Kettle & Crane")
    press(page, page.locator("main form button.button--primary").first)
    for _step in ("purpose", "channels", "mail"):
        press(page, page.get_by_role("button", name="Skip this page"))


def sign_up(page, site, name: str) -> None:
    """Somebody joins and confirms with the letter that arrives."""
    page.goto("/sign-up")
    page.fill("input[name=username]", name)
    page.fill("input[name=email]", f"{name}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.check("input[name=guidelines]")
    press(page, page.locator("main button[type=submit]").first)
    page.goto(site.link_to(f"{name}@example.org"))
    press(page, page.locator("main button[type=submit]").first)
    if page.locator("header .avatar").count() == 0:
        sign_in(page, name)


def sign_in(page, name: str) -> None:
    """Somebody who has an account comes in."""
    page.goto("/sign-in")
    page.fill("main input[type=text], main input[name=name]", name)
    page.fill("input[type=password]", PASSWORD)
    press(page, page.locator("main button[type=submit]").first)


def come(visit, site, name: str, *, role: str = "", **window):
    """Somebody new comes in, perhaps to the team; gives back their window."""
    page = visit(**window)
    sign_up(page, site, name)
    if role:
        ask(site, "accounts", "role", name, role)
        page.goto("/sign-out")
        if page.locator("main button[type=submit]").count():
            press(page, page.locator("main button[type=submit]").first)
        sign_in(page, name)
    return page


def until(page, path: str, words: str, *, within: float = CARRIED_OUT_MS) -> None:
    """Look at a page until these words stand on it."""
    end = time.monotonic() + within / 1000
    while time.monotonic() < end:
        page.goto(path)
        if words in page.inner_text("main"):
            return
        time.sleep(0.5)
    raise AssertionError(f"{words!r} did not come to {path}:\n{page.inner_text('main')}")


def start_topic(page, *, channel: str, title: str, body: str) -> None:
    """Somebody starts a topic; afterwards the page shows it."""
    page.goto(f"/new?channel={channel}")
    page.fill("input[name=title]", title)
    page.fill("textarea[name=body]", body)
    press(page, page.locator("main form button.button--primary").last)


def reply(page, body: str) -> None:
    """Somebody replies to the topic on the screen."""
    page.fill("#reply textarea[name=body]", body)
    press(page, page.locator("#reply button.button--primary"))


def write_to(page, name: str, body: str) -> None:
    """Somebody begins a conversation; afterwards the page shows it."""
    page.goto("/messages/new")
    page.fill("input[name=to]", name)
    page.fill("textarea[name=body]", body)
    press(page, page.locator("main form button.button--primary").last)


def ask_of_belonging(site, name: str) -> None:
    """Chance picks this member to be asked, which takes many members in a real forum."""
    with closing(sqlite3.connect(site.data / "forum.db", timeout=20)) as rows, rows:
        rows.execute(
            "INSERT INTO belonging_asks (quarter, user_id, asked_at, is_over)"
            " SELECT ?, id, created_at, 0 FROM users WHERE username = ?",
            (quarter_of(clock.now()), name),
        )
