"""What a member and two moderators live through together, each in a window of their own."""

import re
import time

import pytest

from tests.browser.conftest import ask, expect, running
from tests.browser.people import (
    address_of,
    press,
    reply,
    set_up,
    sign_up,
    start_topic,
    until,
)

pytestmark = pytest.mark.browser

STAFF = "moderator"
QUEUE = "/admin/moderation"
SEEN_LIVE_MS = 5_000


def post_of(page, address, number):
    page.goto(address)
    link = page.locator(f"#post-{number} a[href*='/p/']").first.get_attribute("href")
    return re.search(r"/p/(\d+)", link).group(1)


def flag(page, post_id, clause):
    """Ask the team to look at a post."""
    page.goto(f"/flag/post/{post_id}")
    page.locator("label.field__choice", has_text=clause).locator("input").check()
    press(page, page.get_by_role("button", name="Send to the team"))


def case_on(page, words):
    """Open the case with these words from the queue; gives back its number."""
    page.goto(QUEUE)
    row = page.locator(".desk-row", has_text=words)
    press(page, row.locator(".desk-row__link"))
    return row.get_attribute("data-row")


def choose(page, outcome, *, clause="", words="", sanction=""):
    """Fill in a decision."""
    page.locator(f'input[name=outcome][value="{outcome}"]').check()
    if clause:
        page.select_option("select[name=clause]", label=clause)
    if words:
        page.fill(".decisions textarea[name=words]", words)
    if sanction:
        page.select_option("select[name=sanction]", sanction)
        page.locator('input[name=weight][value="3"]').check()


def decide(page):
    press(page, page.locator(".decisions button.button--primary"))


def figures(page):
    """What a member has: points, and what counts against them."""
    page.goto("/my/points")
    points = page.locator(".grid--figures").inner_text()
    page.goto("/my/decisions")
    return points, re.findall(r"[Ww]eight of \d+", page.inner_text("main"))


def first_clause(page):
    return page.locator("select[name=clause] option").nth(1).inner_text()


def test_a_decision_goes_all_the_way_to_its_overturning_and_nothing_is_left_of_it(
    owner, comes, site
):
    author, lena, ben = (
        comes("vic"),
        comes("lena", role=STAFF),
        comes("ben", role=STAFF),
    )
    start_topic(author, channel="product-help", title="Vic asks", body="My kettle sings songs.")
    address = address_of(author)
    reply(author, "It sings louder than yours, you donkey.")
    post_id = post_of(author, address, 2)
    before = figures(author)

    flag(owner, post_id, "Something else")
    until(author, "/notices", "A text of yours is hidden", within=SEEN_LIVE_MS)
    author.goto(f"/p/{post_id}/edit")
    author.fill("textarea[name=body]", "It sings louder than yours, you kind donkey.")
    press(author, author.locator("main form button.button--primary").last)
    number = case_on(lena, "kind donkey")
    case_on(ben, "kind donkey")

    lena.keyboard.press("c")
    expect(ben.locator("[data-desk-hands]")).to_contain_text("Taken by lena", timeout=SEEN_LIVE_MS)

    case_on(lena, "kind donkey")
    clause = first_clause(lena)
    choose(lena, "remove", clause=clause, words="Leave the donkey out.", sanction="silence:24")
    decide(lena)
    with lena.expect_navigation():
        lena.keyboard.press("u")
    assert "The case waits as before" in lena.inner_text("body")
    lena.goto(f"{QUEUE}?case={number}")
    choose(lena, "remove", clause=clause, words="Leave the donkey out.", sanction="silence:24")
    decide(lena)

    until(author, "/notices", "The team has removed a text of yours")
    author.get_by_text("The team has removed a text of yours").first.click()
    author.wait_for_url("**/rulings/**")
    statement = author.url
    for words in (clause, "Leave the donkey out.", "A person of the team", "do not write, until"):
        assert words in author.inner_text("main")
    assert figures(author) != before

    author.goto(statement)
    press(author, author.get_by_role("link", name="Ask for another look"))
    author.fill("textarea[name=body]", "I meant it kindly, and I called it kind.")
    press(author, author.get_by_role("button", name="Send the appeal"))
    appeal = _appeal_of(lena, "vic")
    assert "You had a part in this decision" in lena.inner_text("main")

    ben.goto(appeal)
    ben.locator("input[name=outcome][value=overturned]").check()
    ben.fill("textarea[name=words]", "You are right. It is back.")
    press(ben, ben.get_by_role("button", name="Decide"))

    until(author, "/notices", "the decision is taken back")
    author.goto(address)
    assert "kind donkey" in author.locator("#post-2").inner_text()
    author.goto(statement)
    assert "Taken back" in author.inner_text("main")
    until_equal(lambda: figures(author), before)
    reply_again(author, address)
    ask(site, "verify")


def test_criticism_is_not_removed_by_one_person_alone(owner, comes):
    author, gina, hugo = (
        comes("cleo"),
        comes("gina", role=STAFF),
        comes("hugo", role=STAFF),
    )
    start_topic(author, channel="product-help", title="Cleo is angry", body="Your lids are a lie.")
    address = address_of(author)
    flag(owner, post_of(author, address, 1), "Something else")

    case_on(gina, "lids are a lie")
    choose(gina, "remove", clause=first_clause(gina))
    gina.check("input[name=is_about_us]")
    decide(gina)
    assert "Somebody else of the team must agree" in gina.inner_text("body")
    until(hugo, "/notices", "A removal waits for a second person", within=SEEN_LIVE_MS)
    hugo.get_by_text("A removal waits for a second person").first.click()
    hugo.wait_for_url("**/second")
    gina.goto(hugo.url)
    assert "You proposed this" in gina.inner_text("main")

    press(hugo, hugo.get_by_role("button", name="Agree, remove it"))

    until(author, "/notices", "The team has removed a text of yours")


def test_the_queue_is_worked_by_keys_alone(owner, comes):
    author, kim = comes("kolja"), comes("kim", role=STAFF)
    for word in ("first", "second", "third"):
        start_topic(author, channel="product-help", title=f"A {word} try", body=f"Key{word} words.")
        flag(owner, post_of(author, address_of(author), 1), "Something else")
    kim.goto(QUEUE)

    kim.keyboard.press("?")
    expect(kim.locator("#desk-keys")).to_be_visible()
    kim.keyboard.press("Escape")
    here = kim.locator("queue-desk").get_attribute("data-case")
    pressed(kim, "j")
    assert kim.locator("queue-desk").get_attribute("data-case") != here
    pressed(kim, "k")
    assert kim.locator("queue-desk").get_attribute("data-case") == here
    kim.keyboard.press("n")
    expect(kim.locator(".decisions textarea[name=words]")).to_be_focused()
    kim.keyboard.press("Escape")
    kim.locator("h1").click()
    kim.keyboard.press("h")
    expect(kim.locator("input[name=outcome][value=hide]")).to_be_checked()
    kim.locator("h1").click()
    kim.keyboard.press("s")
    expect(kim.locator("#snooze-hours")).to_be_focused()
    kim.locator("h1").click()
    kim.keyboard.press("e")
    expect(kim.locator("form[action*='/escalate'] textarea")).to_be_focused()
    kim.keyboard.type("Somebody with more to say, please.")
    kim.keyboard.press("Tab")
    pressed(kim, "Enter")
    assert "Passed on, with your words." in kim.inner_text("body")

    kim.keyboard.press("a")
    expect(kim.locator("input[name=outcome][value=keep]")).to_be_checked()
    pressed(kim, "Enter")
    assert "You can take it back" in kim.inner_text("body")
    pressed(kim, "u")
    assert "The case waits as before" in kim.inner_text("body")


@pytest.mark.parametrize(
    "window", [{"width": 390}, {"scripts": False}], ids=["phone", "no scripts"]
)
def test_the_main_line_works_on_a_phone_and_without_scripts(owner, comes, window):
    who = "pia" if "width" in window else "nils"
    author = comes(who, **window)
    moderator = comes(f"{who}mod", role=STAFF, **window)
    start_topic(author, channel="product-help", title=f"{who} writes", body=f"Words of {who} here.")
    address = address_of(author)
    flag(owner, post_of(author, address, 1), "Something else")

    case_on(moderator, f"Words of {who}")
    choose(moderator, "hide", clause=first_clause(moderator), words="Please say it kindly.")
    decide(moderator)
    assert moderator.get_by_role("button", name="Undo").count() == 1
    until(author, "/notices", "The team has hidden a text of yours")
    press(author, author.get_by_text("The team has hidden a text of yours").first)

    assert "Please say it kindly." in author.inner_text("main")
    assert author.get_by_role("link", name="Ask for another look").count() == 1
    width = author.evaluate("document.documentElement.scrollWidth") if "width" in window else 0
    assert width <= 390


def test_a_text_that_waits_outlives_the_server_and_can_be_changed_and_sent_again(
    chromium, tmp_path
):
    with running(tmp_path) as site:
        port = int(site.address.rpartition(":")[2])
        olivia = _window(chromium, site)
        set_up(olivia, site)
        _review(olivia, "product-help")
        mona = _window(chromium, site)
        sign_up(mona, site, "mona")
        start_topic(mona, channel="product-help", title="Mona waits", body="Waiting words.")
    with running(tmp_path, port=port):
        mona.goto("/drafts")
        assert "Mona waits" in mona.inner_text("main")
        olivia.goto(QUEUE)
        press(olivia, olivia.locator(".desk-row", has_text="Waiting words").locator("a").first)
        olivia.locator("summary", has_text="Reject").click()
        olivia.fill("#note", "Which kettle is it?")
        press(olivia, olivia.locator(".case__no button.button--danger").last)
        until(mona, "/notices", "Which kettle is it?")
        mona.goto("/drafts")
        press(mona, mona.get_by_role("link", name=re.compile("Edit|Mona waits")).first)
        if not mona.locator("textarea[name=body]").count():
            press(mona, mona.get_by_role("link", name=re.compile("Edit")).first)
        assert "Waiting words." in mona.input_value("textarea[name=body]")
        mona.fill("textarea[name=body]", "Waiting words about the blue kettle.")
        press(mona, mona.locator("main form button.button--primary").last)

        until(olivia, QUEUE, "blue kettle", within=SEEN_LIVE_MS)
    for page in (olivia, mona):
        page.context.close()


def pressed(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def until_equal(found, wanted):
    """The worker has taken in what follows from it."""
    end = time.monotonic() + SEEN_LIVE_MS / 1000
    while found() != wanted and time.monotonic() < end:
        time.sleep(0.5)
    assert found() == wanted


def reply_again(page, address):
    """Nothing keeps the member from writing any more."""
    page.goto(address)
    reply(page, "Thank you.")
    assert "Thank you." in page.locator("#post-3").inner_text()


def _appeal_of(page, name):
    page.goto("/admin/appeals")
    press(page, page.get_by_role("link", name=name, exact=True))
    return page.url


def _window(chromium, site):
    context = chromium.new_context(base_url=site.address, locale="en-GB")
    context.set_default_timeout(15_000)
    return context.new_page()


def _review(page, slug):
    """The owner lets a moderator read everything in the channel first."""
    page.goto(f"/c/{slug}/about")
    page.goto("/admin/channels")
    press(page, page.get_by_role("link", name=re.compile("Product help")).first)
    page.check("input[name=is_reviewed]")
    press(page, page.locator("main form button.button--primary").last)
