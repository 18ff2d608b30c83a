"""Two people in two browsers: what one writes stands before the other within two seconds."""

import time

import pytest

from tests.browser.conftest import expect
from tests.browser.people import press, set_up, sign_up, start_topic

pytestmark = pytest.mark.browser
SOON_MS = 2_000


@pytest.fixture
def owner(visit, site):
    page = visit()
    set_up(page, site)
    return page


def open_channel(owner, name: str, *, kind: str) -> str:
    """The owner opens a channel; returns the readable part of its address."""
    owner.goto("/admin/channels/new")
    owner.fill("input[name=name]", name)
    owner.check(f"input[name=kind][value={kind}]")
    press(owner, owner.locator("main form button.button--primary").last)
    return name.lower().replace(" ", "-")


def wait_until_it_listens(page) -> None:
    """The script comes after the page, and the stream after the script."""
    page.wait_for_timeout(1_500)


def write(page, words: str) -> float:
    """Write a message with the keys, and send it; returns when."""
    page.focus("#reply [data-text]")
    page.wait_for_selector("#reply [data-bar]:not([hidden])", state="attached")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    return time.monotonic()


def test_two_people_talk_in_a_live_channel(owner, visit, site):
    address = f"/c/{open_channel(owner, 'At the stove', kind='live')}/live"
    other = visit(width=390, dark=True)
    sign_up(other, site, "livia")
    owner.goto(address)
    other.goto(address)
    wait_until_it_listens(owner)
    wait_until_it_listens(other)

    write(owner, "Anybody there?")
    expect(other.locator(".message", has_text="Anybody there?")).to_be_visible(timeout=SOON_MS)
    write(other, "I am.")
    expect(owner.locator(".message", has_text="I am.")).to_be_visible(timeout=SOON_MS)

    expect(owner.locator(".message", has_text="Anybody there?")).to_have_count(1)
    expect(owner.locator("#reply [data-text]")).to_have_value("")


def test_slow_mode_says_why_a_message_waits_and_leaves_it_where_it_is(owner, visit, site):
    address = f"/c/{open_channel(owner, 'A calm stove', kind='live')}/live"
    other = visit()
    sign_up(other, site, "calla")
    owner.goto(address)
    owner.get_by_label("More about this channel").click()
    owner.locator(".menu").get_by_text("Slow mode").click()
    owner.fill("input[name=seconds]", "50")
    owner.get_by_role("button", name="Save").click()
    expect(owner.locator(".channel-head")).to_contain_text("Slow mode: 50 seconds")
    other.goto(address)
    wait_until_it_listens(other)

    write(other, "One.")
    expect(other.locator(".message", has_text="One.")).to_be_visible()
    write(other, "Two, too soon.")

    expect(other.locator("site-toaster")).to_contain_text("You can write again in")
    expect(other.locator("#reply [data-text]")).to_have_value("Two, too soon.")


def test_a_reply_comes_in_while_a_guest_reads_the_topic(owner, visit):
    room = open_channel(owner, "Kettles", kind="discussion")
    start_topic(owner, channel=room, title="Which kettle sings?", body="Mine hums.")
    guest = visit()
    guest.goto(owner.url.split("#")[0])
    wait_until_it_listens(guest)

    owner.focus("#reply [data-text]")
    owner.wait_for_selector("#reply [data-bar]:not([hidden])", state="attached")
    owner.keyboard.type("It is the lid.")
    expect(guest.locator("[data-typing]")).to_have_text("Somebody is replying", timeout=SOON_MS)
    press(owner, owner.locator("#reply button.button--primary"))

    expect(guest.locator("#post-2")).to_contain_text("It is the lid.", timeout=SOON_MS)
    expect(guest.locator("#post-2")).to_have_count(1)


def test_a_list_says_how_much_is_new(owner, visit):
    room = open_channel(owner, "News of kettles", kind="discussion")
    start_topic(owner, channel=room, title="The first of the list", body="So that there is one.")
    guest = visit()
    guest.goto("/")
    wait_until_it_listens(guest)

    start_topic(owner, channel=room, title="Something for the list", body="Here it is.")

    expect(guest.locator(".live-bar--list")).to_contain_text("1 new", timeout=SOON_MS)
