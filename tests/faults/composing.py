"""F-03: somebody writes two thousand characters in a real browser, and then a mishap happens."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, sync_playwright
from sqlalchemy import delete, select, update

from bin.checks.found import chromium
from forum.accounts.models import Session, User
from forum.drafts.models import Draft
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.topics.models import Post, State, Topic
from tests.faults.databases import Database
from tests.faults.ground import PATIENCE, Found, join, kill, launch, path_of, start_topic, wait_for
from tests.server.running import Running
from tests.server.services import free_port
from tests.server.visiting import cookie_of

LENGTH = 2_000
MOST_STEPS = 2
OFFLINE_SECONDS = 60
SHORT_OFFLINE = 5
# Another device has everything but what was typed in the last so many seconds.
BEHIND_SECONDS = 2.0
WAIT_MS = 20_000
# Two thousand keys, on a machine that may do other things as well.
TYPING_MS = 120_000
WORDS = ("water", "kettle", "grind", "scale", "bloom", "ratio", "filter", "crème", "taste", "heat")
TEXT = "#reply textarea[name=body]"
SEND = "#reply button.button--primary"
HOLDS = """text => [...document.querySelectorAll('textarea')].some((area) => area.value === text)
  || document.body.innerText.includes(text)"""


@dataclass
class Desk:
    """A member with a topic of their own at a running forum, and the browser they write in."""

    database: Database
    port: int
    running: Running
    browser: Any
    is_full: bool
    topic: str = ""
    member_id: int = 0
    cookie: str = ""
    text: str = ""

    def sit_down(self) -> Page:
        """A new member at a new topic, in a new window."""
        with self.database.opened() as app:
            member = join()
            self.topic, self.member_id = path_of(start_topic(join())), member.id
            self.cookie = cookie_of(app, member)
        self.text = _some_text()
        return self.window()

    def window(self) -> Page:
        """A window of its own, as on another device."""
        context = self.browser.new_context(base_url=f"http://127.0.0.1:{self.port}")
        context.set_default_timeout(WAIT_MS)
        self.sign_in(context)
        return context.new_page()

    def sign_in(self, context: Any) -> None:
        name, _, value = self.cookie.partition("=")
        address = f"http://127.0.0.1:{self.port}"
        context.add_cookies([{"name": name, "value": value, "url": address}])

    def write(self, page: Page, text: str = "") -> None:
        """Type a text key by key; a short round pastes the most of it."""
        text = text or self.text
        page.goto(self.topic)
        area = page.locator(TEXT)
        area.click()
        typed = len(text) if self.is_full else 40
        if typed < len(text):
            page.keyboard.insert_text(text[:-typed])
        area.press_sequentially(text[-typed:], timeout=TYPING_MS)

    def answer(self, status: int) -> Path:
        """Let the forum answer everything that writes with this status, until that is undone."""
        file = self.database.data / "answer"
        file.write_text(str(status))
        return file

    @property
    def topic_id(self) -> int:
        return int(self.topic.rpartition("/")[2])


def composer(database: Database, rounds: int, port: int) -> Found:
    """All mishaps, one after the other."""
    found = Found()
    port = port or free_port()
    answer = str(database.data / "answer")
    is_full = rounds >= len(MISHAPS)
    running = launch(database, port, answer=answer)
    running.port()
    kept = 0
    chosen = MISHAPS if is_full else random.sample(MISHAPS, rounds)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        desk = Desk(database, port, running, browser, is_full)
        for mishap in chosen:
            page = desk.sit_down()
            steps = _suffer(found, desk, page, mishap)
            kept += steps <= MOST_STEPS
            found.figures[f"steps after: {_name(mishap)}"] = steps
        _other_device(found, desk)
        browser.close()
    desk.running.end()
    found.figures["texts kept"] = f"{kept} of {len(chosen)}"
    return found


def _suffer(found: Found, desk: Desk, page: Page, mishap: Callable[[Desk, Page], Page]) -> int:
    """Write, let it happen, and count the steps until the whole text is there again."""
    desk.write(page)
    try:
        page = mishap(desk, page)
        steps = _steps_back(desk, page)
    except (Error, AssertionError) as error:
        found.wrong.append(f"{_name(mishap)}: {str(error)[:200]}")
        steps = MOST_STEPS + 1
    if steps > MOST_STEPS:
        found.wrong.append(f"{_name(mishap)}: the text is not there after {MOST_STEPS} steps")
    for context in desk.browser.contexts:
        context.close()
    return steps


def _steps_back(desk: Desk, page: Page) -> int:
    """Nothing; else the page once more; else what it offers there, or the page of drafts."""
    if _holds(page, desk.text, seconds=2):
        return 0
    page.goto(desk.topic)
    if _holds(page, desk.text, seconds=2):
        return 1
    offered = page.locator("[data-bring-back]")
    if offered.count() and offered.is_visible():
        offered.click()
    else:
        page.goto("/drafts")
    return 2 if _holds(page, desk.text, seconds=2) else MOST_STEPS + 1


def _holds(page: Page, text: str, *, seconds: float) -> bool:
    def look() -> bool:
        try:
            return bool(page.evaluate(HOLDS, text))
        except Error:
            return False

    return wait_for(look, seconds)


def reload(desk: Desk, page: Page) -> Page:
    page.reload()
    return page


def crash_of_the_tab(desk: Desk, page: Page) -> Page:
    with suppress(Error):
        page.goto("chrome://crash")
    return page.context.new_page()


def kill_of_the_server(desk: Desk, page: Page) -> Page:
    """Everything dies; the form is sent to nobody; the forum comes back."""
    kill(desk.running)
    _send(page)
    desk.running = launch(desk.database, desk.port, answer=str(desk.database.data / "answer"))
    desk.running.port()
    return page


def end_of_the_session(desk: Desk, page: Page) -> Page:
    """The session ends while somebody writes; they sign in again and are led back."""
    _change(desk, delete(Session).where(Session.user_id == desk.member_id))
    _send(page)
    with desk.database.opened() as app:
        desk.cookie = cookie_of(app, db.session.get(User, desk.member_id))
    desk.sign_in(page.context)
    page.goto(desk.topic)
    return page


def too_large(desk: Desk, page: Page) -> Page:
    return _refused(desk, page, 413)


def too_often(desk: Desk, page: Page) -> Page:
    return _refused(desk, page, 429)


def failure(desk: Desk, page: Page) -> Page:
    return _refused(desk, page, 500)


def suspension(desk: Desk, page: Page) -> Page:
    until = clock.now() + timedelta(days=1)
    _change(desk, update(User).where(User.id == desk.member_id).values(suspended_until=until))
    return _send(page)


def closing_of_the_topic(desk: Desk, page: Page) -> Page:
    _change(desk, update(Topic).where(Topic.id == desk.topic_id).values(closed_at=clock.now()))
    return _send(page)


def removal_of_the_topic(desk: Desk, page: Page) -> Page:
    gone = {"state": State.DELETED, "deleted_at": clock.now()}
    _change(desk, update(Topic).where(Topic.id == desk.topic_id).values(**gone))
    _change(desk, update(Post).where(Post.topic_id == desk.topic_id).values(**gone))
    return _send(page)


def another_tab(desk: Desk, page: Page) -> Page:
    """Somebody wrote on at another device: both texts are shown, and the writer chooses."""
    wait_for(lambda: _draft(desk) == desk.text, PATIENCE)
    other = desk.window()
    other.goto(desk.topic)
    assert _holds(other, desk.text, seconds=5), "the draft is not on the other device"
    there = f"{desk.text} Written there."
    other.locator(TEXT).fill(there)
    wait_for(lambda: _draft(desk) == there, PATIENCE)
    here = f"{desk.text} Written here."
    page.locator(TEXT).fill(here)
    page.locator("[data-versions]").wait_for(state="visible")
    shown = [page.locator(f'[data-version="{name}"]').inner_text() for name in ("mine", "theirs")]
    assert shown == [here, there], "not both versions are shown"
    page.locator('[data-take="mine"]').click()
    assert wait_for(lambda: _draft(desk) == here, PATIENCE), "the chosen version was not kept"
    desk.text = here
    return page


def away_from_the_net(desk: Desk, page: Page) -> Page:
    """The line is gone while somebody writes on; once it is back the server has everything."""
    page.context.set_offline(True)
    page.locator(TEXT).press("End")
    page.locator(TEXT).press_sequentially(" Written without a line.")
    desk.text += " Written without a line."
    time.sleep(OFFLINE_SECONDS if desk.is_full else SHORT_OFFLINE)
    page.context.set_offline(False)
    assert wait_for(lambda: _draft(desk) == desk.text, PATIENCE), "the draft was never saved"
    page.reload()
    return page


MISHAPS = (
    reload,
    crash_of_the_tab,
    kill_of_the_server,
    end_of_the_session,
    too_large,
    too_often,
    failure,
    suspension,
    closing_of_the_topic,
    removal_of_the_topic,
    another_tab,
    away_from_the_net,
)


def _other_device(found: Found, desk: Desk) -> None:
    """What is typed here is a moment later on another device, whatever becomes of this one."""
    page = desk.sit_down()
    desk.write(page)
    wait_for(lambda: _draft(desk) == desk.text, PATIENCE)
    desk.text += " And a word."
    page.locator(TEXT).press_sequentially(" And a word.")
    begun = time.monotonic()
    if not wait_for(lambda: _draft(desk) == desk.text, PATIENCE, pause=0.05):
        found.wrong.append("the draft never came to the server")
    took = time.monotonic() - begun
    found.must_take("from the last key to the draft on the server", took, BEHIND_SECONDS)


def _refused(desk: Desk, page: Page, status: int) -> Page:
    file = desk.answer(status)
    _send(page)
    file.unlink()
    return page


def _send(page: Page) -> Page:
    """Press the button, and wait for what comes, be it nothing."""
    with suppress(Error), page.expect_navigation(timeout=WAIT_MS, wait_until="load"):
        page.locator(SEND).click()
    return page


def _change(desk: Desk, statement: Any) -> None:
    with desk.database.opened(), transaction():
        db.session.execute(statement)


def _draft(desk: Desk) -> str | None:
    with desk.database.opened():
        return db.session.scalar(select(Draft.body).where(Draft.user_id == desk.member_id))


def _some_text() -> str:
    words = " ".join(random.choices(WORDS, k=LENGTH))
    return words[: LENGTH - 4] + "end."


def _name(mishap: Callable[..., object]) -> str:
    return mishap.__name__.replace("_", " ")
