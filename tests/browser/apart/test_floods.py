"""What comes over a forum at once: a text that many flag, and a wave of the same words."""

import sqlite3
from contextlib import closing

import pytest

from tests.browser.conftest import ask, expect
from tests.browser.people import address_of, press, reply, start_topic, until

pytestmark = pytest.mark.browser

QUEUE = "/admin/moderation"
SEEN_LIVE_MS = 5_000
SPAM = "Dear friends, I made a fortune with the golden parrot system and so can you, say"


def long_here(site, *names):
    """Behaviour has earned them a standing, which takes weeks in a real forum."""
    with closing(sqlite3.connect(site.data / "forum.db", timeout=20)) as rows, rows:
        lift = "UPDATE users SET standing = 'regular' WHERE username = ?"
        rows.executemany(lift, [(name,) for name in names])


def flag(page, address):
    page.goto(address)
    page.goto(page.locator("#post-1 a[href*='/flag/post/']").first.get_attribute("href"))
    page.locator("label.field__choice", has_text="Something else").locator("input").check()
    press(page, page.get_by_role("button", name="Send to the team"))


def count_of_spam(page, address):
    page.goto(address)
    return page.inner_text("main").count(SPAM)


def test_three_members_of_standing_hide_a_text_before_anybody_has_looked(owner, comes, site):
    author, kim = comes("mira"), comes("kim", role="moderator")
    members = [comes(name) for name in ("ada", "bea", "cem")]
    long_here(site, "ada", "bea", "cem")
    start_topic(author, channel="product-help", title="Mira shouts", body="All of you are fools.")
    address = address_of(author)
    kim.goto(QUEUE)

    flag(members[0], address)
    expect(kim.locator(".desk-row", has_text="you are fools")).to_be_visible(timeout=SEEN_LIVE_MS)
    for member in members[1:]:
        flag(member, address)

    until(author, "/notices", "A text of yours is hidden", within=SEEN_LIVE_MS)
    assert members[0].goto(address).status == 404
    kim.goto(QUEUE)
    press(kim, kim.locator(".desk-row", has_text="you are fools").locator("a").first)
    kim.locator('input[name=outcome][value="keep"]').check()
    press(kim, kim.locator(".decisions button.button--primary"))
    until(members[0], address, "All of you are fools.")
    ask(site, "verify")


def test_a_wave_is_cleaned_up_and_brought_back_as_it_was(owner, comes, visit, site):
    start_topic(owner, channel="product-help", title="What is new", body="Tell us your news.")
    address = address_of(owner)
    for number, name in enumerate(("una", "dos", "tria", "vier")):
        page = comes(name)
        page.goto(address)
        reply(page, f"{SPAM} number {number}.")
    guest = visit()
    before = count_of_spam(guest, address)

    owner.goto(QUEUE)
    press(owner, owner.locator(".desk-row", has_text="golden parrot").locator("a").first)
    press(owner, owner.get_by_role("link", name="Look at the wave and clean up"))
    wave = owner.url
    owner.locator("input[name=way][value=remove]").check(force=True)
    press(owner, owner.get_by_role("button", name="Show what will happen"))
    press(owner, owner.get_by_role("button", name="Clean up now"))
    until(owner, wave, "Bring everything back")
    assert count_of_spam(guest, address) == 0

    owner.goto(wave)
    press(owner, owner.get_by_role("button", name="Bring everything back"))
    until(owner, wave, "Show what will happen")
    assert count_of_spam(guest, address) == before > 0
    ask(site, "verify")
