"""What a newcomer, a member and an owner do, in a real browser on a real forum."""

import re
import time

import pytest

from tests.browser.conftest import expect
from tests.browser.people import (
    address_of,
    press,
    reply,
    set_up,
    sign_in,
    sign_up,
    start_topic,
)
from tests.uploads.pictures import drawn

pytestmark = pytest.mark.browser


@pytest.fixture
def owner(visit, site):
    page = visit()
    set_up(page, site)
    return page


def test_the_set_up_link_works_once(owner, visit, site):
    stranger = visit()

    answer = stranger.goto(site.set_up_link)

    assert answer.status == 404
    owner.goto("/")
    assert "Kettle & Crane" in owner.inner_text("header")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_newcomer_joins_writes_and_is_answered(owner, visit, site, scripts):
    name = "nora" if scripts else "noah"
    newcomer = visit(scripts=scripts)
    sign_up(newcomer, site, name)

    title = f"Which kettle for {name}?"
    start_topic(newcomer, channel="product-help", title=title, body="The *old* one leaks.")
    address = address_of(newcomer)
    owner.goto(address)
    reply(owner, "Try the **new** lid first.")
    newcomer.goto(address)

    assert newcomer.inner_text("h1") == title
    assert newcomer.locator("#post-1 em").inner_text() == "old"
    assert newcomer.locator("#post-2 strong").inner_text() == "new"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_member_quotes_edits_reacts_keeps_and_accepts(owner, visit, site, scripts):
    name = "mara" if scripts else "milo"
    member = visit(scripts=scripts)
    sign_up(member, site, name)
    start_topic(member, channel="product-help", title=f"Grind for {name}", body="How fine?")
    address = address_of(member)
    owner.goto(address)
    reply(owner, "Like table salt.")

    member.goto(address)
    press(member, member.locator("#post-2 button", has_text="This answers it"))
    member.goto(address)
    assert "Answer" in member.locator(".answer-box, .answer").first.inner_text()

    _react(member, "#post-2")
    member.goto(address)
    assert member.locator('#post-2 .reaction[aria-pressed="true"]').count() >= 1

    _keep(member, "#post-2")
    member.goto("/bookmarks")
    assert f"Grind for {name}" in member.inner_text("main")

    member.goto(address + "?quote=" + _post_id(member, address, 2) + "#reply")
    assert "> Like table salt." in member.input_value("#reply textarea[name=body]")

    _edit(member, address, "How fine for a filter?")
    assert "for a filter" in member.locator("#post-1").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_picture_is_put_in_and_shown(owner, visit, site, tmp_path, scripts):
    member = visit(scripts=scripts)
    sign_up(member, site, "piet" if scripts else "paul")
    picture = tmp_path / "kettle.png"
    picture.write_bytes(drawn(size=(640, 480)))

    member.goto("/new?channel=product-help")
    member.fill("input[name=title]", "My kettle, from the side")
    member.fill("textarea[name=body]", "Look:\n\n")
    if scripts:
        member.set_input_files("[data-picker]", str(picture))
    else:
        member.get_by_label("Pictures", exact=True).set_input_files(str(picture))
        press(member, member.get_by_role("button", name="Put them into the text"))
    expect(member.locator("textarea[name=body]")).to_have_value(re.compile("/uploads/"))
    press(member, member.locator("main form button.button--primary").last)

    reader = member if scripts else owner
    reader.goto(address_of(member))
    shown = "image => image.decode().then(() => image.naturalWidth)"
    width = reader.locator("#post-1 img").first.evaluate(shown)
    assert width > 0


@pytest.mark.parametrize("delay", [0.0, 0.4, 2.0], ids=lambda seconds: f"script after {seconds} s")
def test_a_reply_is_sent_whenever_the_composer_script_comes(owner, visit, site, delay):
    owner.goto("/new?channel=product-help")
    start_topic(owner, channel="product-help", title=f"Slow line {delay}", body="First.")

    def late(route):
        time.sleep(delay)
        route.continue_()

    owner.route("**/composer.js", late)
    owner.goto(address_of(owner))
    reply(owner, "Filled in and sent at once.")

    assert owner.locator("#post-2 .prose").inner_text() == "Filled in and sent at once."
    assert owner.input_value("#reply textarea[name=body]") == ""


def test_a_reply_that_was_saved_as_a_draft_is_sent(owner, visit, site):
    start_topic(owner, channel="product-help", title="Slow thoughts", body="First.")
    owner.locator("#reply textarea[name=body]").press_sequentially("Thought over")
    expect(owner.locator("#reply")).to_contain_text("on the server")
    press(owner, owner.locator("#reply button.button--primary"))

    assert owner.locator("#post-2 .prose").inner_text() == "Thought over"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_first_unread_post_is_found(owner, visit, site, scripts):
    reader, title = visit(scripts=scripts), f"A long talk about {'water' if scripts else 'salt'}"
    sign_up(reader, site, "rita" if scripts else "rina")
    owner.goto("/")
    start_topic(owner, channel="product-help", title=title, body="First.")
    address = address_of(owner)
    reader.goto(address)
    reader.wait_for_timeout(600)
    # What comes in before somebody's eyes is read; this is about what comes while they are away.
    reader.goto("/about")
    for number in range(2, 5):
        owner.goto(address)
        reply(owner, f"Number {number}.")

    reader.goto("/unread")
    row = reader.locator(".topic-row", has_text=title)
    press(reader, row.get_by_role("link", name="3 new"))

    assert reader.url.startswith(address)
    assert reader.url.endswith("#post-2")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_private_channel_opens_to_who_asks_and_is_let_in(visit, site, scripts):
    owner = visit(scripts=scripts)
    set_up(owner, site)
    name = "Roasters" if scripts else "Tasters"
    slug = name.lower()
    _make_channel(owner, name, visibility="private")
    member = visit(scripts=scripts)
    sign_up(member, site, "rosa" if scripts else "theo")

    member.goto(f"/c/{slug}/ask")
    member.locator("main textarea").first.fill("I roast at home.")
    press(member, member.locator("main form button.button--primary").last)
    owner.goto("/admin/moderation")
    case = owner.locator("main", has_text="I roast at home.")
    press(owner, case.get_by_role("button", name=re.compile("Approve|Let")).first)
    answer = member.goto(f"/c/{slug}")

    assert answer.status == 200
    assert name in member.inner_text("h1")
    start_topic(member, channel=slug, title="My first roast", body="It went dark.")
    assert "It went dark." in member.inner_text("#post-1")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_channels_become_one_and_the_old_address_leads_there(visit, site, scripts):
    owner, place = visit(scripts=scripts), "corner" if scripts else "shelf"
    set_up(owner, site)
    _make_channel(owner, f"Old {place}", visibility="public")
    _make_channel(owner, f"New {place}", visibility="public")
    start_topic(owner, channel=f"old-{place}", title=f"From the old {place}", body="Still here.")

    owner.goto("/admin/channels")
    press(owner, owner.get_by_role("link", name=re.compile(f"Old {place}")).first)
    press(owner, owner.get_by_role("link", name=re.compile("Merge")).first)
    owner.locator("main select").first.select_option(label=f"New {place}")
    press(owner, owner.locator("main form button[type=submit]").last)
    if "/merge" in owner.url:
        for box in owner.locator("main form input[type=checkbox]").all():
            box.check()
        press(owner, owner.locator("main form button[type=submit]").last)
    owner.goto(f"/c/old-{place}")

    assert owner.url.endswith(f"/c/new-{place}")
    assert f"From the old {place}" in owner.inner_text("main")


def test_a_draft_survives_a_lost_window(owner, visit, site):
    member = visit()
    sign_up(member, site, "dora")
    member.goto("/new?channel=product-help")
    member.fill("input[name=title]", "Half a thought")
    member.locator("textarea[name=body]").press_sequentially("It began with")
    expect(member.locator("main")).to_contain_text("on the server")
    member.context.clear_cookies()

    again = visit()
    sign_in(again, "dora")
    again.goto("/drafts")

    assert "It began with" in again.inner_text("main")


def test_everything_can_be_reached_by_keyboard_alone(owner, visit, site):
    member = visit()
    sign_up(member, site, "kim")
    member.goto("/")

    member.keyboard.press("Tab")
    assert "content" in member.evaluate("document.activeElement.textContent")
    member.keyboard.press("n")
    member.wait_for_url("**/new*")
    _tab_to(member, "select[name=channel]")
    member.keyboard.type("Product")
    _tab_to(member, "input[name=title]")
    member.keyboard.type("Typed with keys alone")
    _tab_to(member, "textarea[name=body]")
    member.keyboard.type("No mouse was near.")
    expect(member.locator("h1")).to_have_text("Ask a question")
    with member.expect_navigation():
        member.keyboard.press("Control+Enter")

    assert member.inner_text("h1") == "Typed with keys alone"


def _tab_to(page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def _make_channel(owner, name: str, *, visibility: str) -> None:
    owner.goto("/admin/channels/new")
    owner.fill("input[name=name]", name)
    owner.check(f"input[name=visibility][value={visibility}]")
    press(owner, owner.locator("main form button[type=submit]").last)


def _react(page, post: str) -> None:
    footer = page.locator(post)
    footer.locator("summary.reaction").first.click()
    footer.locator(".menu__list button, .reaction-bar button").first.click()
    page.wait_for_timeout(400)


def _keep(page, post: str) -> None:
    page.locator(post).get_by_role("button", name=re.compile("Bookmark|Keep")).first.click()
    page.wait_for_timeout(400)


def _post_id(page, address: str, number: int) -> str:
    page.goto(address)
    href = page.locator(f"#post-{number} a[href*='/p/']").first.get_attribute("href")
    return re.search(r"/p/(\d+)", href).group(1)


def _edit(page, address: str, body: str) -> None:
    page.goto("/p/" + _post_id(page, address, 1) + "/edit")
    page.fill("textarea[name=body]", body)
    press(page, page.locator("main form button.button--primary").last)
