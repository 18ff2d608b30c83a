"""Rules, waves, what is given back, and who is called: seen by everybody whom it concerns."""

import re
import time

import pytest

from tests.browser.conftest import expect
from tests.browser.people import (
    address_of,
    press,
    reply,
    start_topic,
    until,
)

pytestmark = pytest.mark.browser

STAFF = "moderator"
HINT = "Moonbeams are for another forum. Post it all the same?"
WHY = "Sunbeams are read by somebody of the team first."
FLOOD = "Buy the shiny kettle for half of the price today, only at our little shop in the harbour"
SEEN_LIVE_MS = 5_000
# Fifty posts at a time, and the worker looks each second.
CLEANED_MS = 20_000


def build_rule(page, name, *, words, deed, told):
    """An admin clicks a rule together; it is neither tried nor saved yet, and switched off."""
    page.goto("/admin/automod/new")
    page.fill("input[name=name]", name)
    page.select_option("select[name='new.0']", "words")
    press(page, page.get_by_role("button", name="Add a condition"))
    page.fill("textarea[name='c.0.0.text']", words)
    page.select_option("select[name=new_deed]", deed)
    press(page, page.get_by_role("button", name="Add", exact=True))
    page.fill("input[name='a.0.words']", told)
    page.uncheck("input[name=is_on]")


def test_a_rule_is_tried_switched_on_and_hints_before_anything_is_posted(owner, comes):
    rita, nils = comes("rita"), comes("nilo", scripts=False)
    start_topic(rita, channel="product-help", title="Old light", body="A moonbeam in my kettle.")
    build_rule(owner, "No moonbeams", words="moonbeam*", deed="hint", told=HINT)

    press(owner, owner.get_by_role("button", name="Try it on the last 30 days"))
    trial = owner.locator("#trial").inner_text()
    assert "It would have met 1 text" in trial
    assert "Nothing was saved." in trial
    assert "Old light" in trial
    press(owner, owner.get_by_role("button", name="Save"))
    rule = owner.locator(".automod-list__one", has_text="No moonbeams")
    assert "Off" in rule.inner_text()
    press(owner, rule.get_by_role("button", name="Switch on"))

    rita.goto("/new?channel=product-help")
    rita.fill("input[name=title]", "New light")
    rita.fill("textarea[name=body]", "Two moonbeams now.")
    expect(rita.locator("composer-hints")).to_contain_text(HINT, timeout=SEEN_LIVE_MS)
    press(rita, rita.locator("main form button.button--primary").last)
    assert "Two moonbeams now." in rita.locator("#post-1").inner_text()

    start_topic(nils, channel="product-help", title="No script", body="Three moonbeams.")
    assert HINT in nils.inner_text("main")
    assert nils.input_value("textarea[name=body]") == "Three moonbeams."
    press(nils, nils.get_by_role("button", name="Post it anyway"))
    assert "Three moonbeams." in nils.locator("#post-1").inner_text()


def test_what_a_rule_holds_is_among_its_authors_drafts_and_is_changed_and_sent_again(
    owner, comes, visit
):
    build_rule(owner, "Sunbeams wait", words="sunbeam*", deed="hold", told=WHY)
    owner.check("input[name=is_on]")
    press(owner, owner.get_by_role("button", name="Save"))
    sol = comes("solveig")

    start_topic(sol, channel="product-help", title="Bright", body="A sunbeam fell into it.")
    owner.goto("/admin/moderation")
    press(owner, owner.locator(".desk-row", has_text="A sunbeam fell").locator("a").first)
    assert "Sunbeams wait" in owner.locator(".desk__case").inner_text()
    sol.goto("/drafts")
    assert WHY in sol.inner_text("main")
    assert "A sunbeam fell into it." in sol.locator(".activity__text pre").text_content()
    press(sol, sol.get_by_role("link", name="Edit", exact=True))
    sol.fill("textarea[name=body]", "Nothing fell into it. The kettle is just bright.")
    press(sol, sol.locator("main form button.button--primary").last)

    assert "just bright" in sol.locator("#post-1").inner_text()
    reader = visit()
    reader.goto(address_of(sol))
    assert "just bright" in reader.locator("#post-1").inner_text()


def test_a_wave_of_many_accounts_is_held_cleaned_up_with_one_press_and_brought_back(
    owner, comes, visit
):
    start_topic(owner, channel="product-help", title="Harbour talk", body="What is new there?")
    address = address_of(owner)
    shops = [comes(f"shop{number}") for number in range(5)]
    for number, shop in enumerate(shops):
        shop.goto(address)
        reply(shop, f"{FLOOD}, number {number}.")
    reader = visit()
    reader.goto(address)
    before = reader.inner_text("main").count(FLOOD)
    assert 0 < before < len(shops)

    owner.goto("/admin/waves")
    press(owner, owner.locator(".case a").first)
    wave = address_of(owner)
    owner.select_option("select[name=pause]", "silence:24")
    owner.select_option("select[name=clause]", index=1)
    press(owner, owner.get_by_role("button", name="Show what will happen"))
    assert "5 accounts that were made for it" in owner.inner_text("main")
    press(owner, owner.get_by_role("button", name="Clean up now"))
    until(owner, wave, "Cleaned up", within=CLEANED_MS)

    reader.goto(address)
    assert FLOOD not in reader.inner_text("main")
    shops[0].goto("/my/decisions")
    assert "It ends by itself." in shops[0].inner_text("main")
    assert shops[0].get_by_role("link", name="Ask for another look").count() == 1
    press(owner, owner.get_by_role("button", name="Bring everything back"))
    until(owner, wave, "Show what will happen", within=CLEANED_MS)
    reader.goto(address)
    assert reader.inner_text("main").count(FLOOD) == before


def page_of(page, name):
    """What everybody sees of a member: tiers and marks, figures, badges."""
    page.goto(f"/members/{name}")
    return [
        page.locator(".member-head__who .row").all_inner_texts(),
        page.locator("main > .grid--4").inner_text(),
        page.locator("#badges").all_inner_texts(),
    ]


def test_after_an_overturned_suspension_tier_badge_and_figures_are_as_before(
    owner, comes, visit, site
):
    wren = comes("wren")
    lena, ben = comes("lenka", role=STAFF), comes("benno", role=STAFF)
    start_topic(wren, channel="product-help", title="Wren asks", body="My kettle is a rascal.")
    address = address_of(wren)
    give_tier(owner, "wren")
    until_there(owner, "/members/wren", "#badges")
    before = page_of(owner, "wren")
    assert "Ambassador" in str(before[0])
    assert "First post" in str(before[2])

    owner.goto(address)
    post_id = re.search(
        r"/p/(\d+)", owner.locator("#post-1 a[href*='/p/']").first.get_attribute("href")
    )[1]
    owner.goto(f"/flag/post/{post_id}")
    owner.locator("label.field__choice", has_text="Something else").locator("input").check()
    press(owner, owner.get_by_role("button", name="Send to the team"))
    lena.goto("/admin/moderation")
    press(lena, lena.locator(".desk-row", has_text="rascal").locator(".desk-row__link"))
    lena.locator('input[name=outcome][value="remove"]').check()
    lena.select_option("select[name=clause]", index=1)
    lena.fill(".decisions textarea[name=words]", "No rascals here.")
    lena.select_option("select[name=sanction]", "suspension:24")
    press(lena, lena.locator(".decisions button.button--primary"))
    until(owner, "/members/wren", "Suspended")
    during = page_of(owner, "wren")
    assert during[1] != before[1]
    assert during[2] == []

    outside = visit()
    outside.goto(site.link_to("wren@example.org"))
    press(outside, outside.get_by_role("link", name=re.compile("another look")).first)
    outside.fill("textarea[name=body]", "I called my own kettle a rascal, with love.")
    press(outside, outside.get_by_role("button", name="Send the appeal"))
    ben.goto("/admin/appeals")
    press(ben, ben.get_by_role("link", name="wren", exact=True))
    ben.locator("input[name=outcome][value=overturned]").check()
    ben.fill("textarea[name=words]", "It was love. All is back.")
    press(ben, ben.get_by_role("button", name="Decide"))

    end = time.monotonic() + 20
    while page_of(owner, "wren") != before and time.monotonic() < end:
        time.sleep(0.5)
    assert page_of(owner, "wren") == before


def until_there(page, path, selector):
    """Look at a page until this is on it."""
    end = time.monotonic() + CLEANED_MS / 1000
    page.goto(path)
    while not page.locator(selector).count():
        assert time.monotonic() < end, f"{selector} did not come to {path}"
        time.sleep(0.5)
        page.goto(path)


def give_tier(page, name):
    """The owner gives a tier by hand."""
    page.goto(f"/members/{name}")
    press(page, page.get_by_role("link", name="Why", exact=True))
    page.select_option("select[name=tier]", label="Ambassador")
    page.fill("textarea[name=reason]", "Speaks well of kettles.")
    press(page, page.get_by_role("button", name="Give it"))


def test_out_of_hours_who_asks_is_told_and_one_of_two_who_are_called_is_first(owner, comes):
    ada, max_, ivo = comes("adina"), comes("maxi", role=STAFF), comes("ivo", role=STAFF)
    owner.goto("/admin/moderation/teams/moderation")
    owner.fill("textarea[name=members]", "maxi\nivo")
    day_off_today(owner)
    press(owner, owner.get_by_role("button", name="Save"))

    start_topic(ada, channel="product-help", title="Anybody there?", body="My kettle is quiet.")
    until(ada, "/notices", "We have your topic, and are back", within=SEEN_LIVE_MS)

    owner.goto("/admin/answering/ladder")
    owner.fill("textarea[name=people_1]", "maxi\nivo")
    press(owner, owner.get_by_role("button", name="Save"))
    press(owner, owner.get_by_role("button", name="Start a test"))
    until(max_, "/notices", "A test of the ladder", within=SEEN_LIVE_MS)
    press(max_, max_.get_by_text("A test of the ladder").first)
    ivo.goto("/admin/answering/ladder")
    press(max_, max_.get_by_role("button", name="I am on it"))
    press(ivo, ivo.get_by_role("button", name="I am on it"))

    assert "maxi said so" in max_.inner_text("main")
    assert "somebody is on it already" in ivo.inner_text("main")
    owner.goto("/admin/answering/ladder")
    call = owner.locator("#calls, .case").last.inner_text()
    assert "Somebody is on it" in call
    assert call.count("was asked") == 1


def day_off_today(page):
    """The team works on every day but this one and the next, so that nobody is there now."""
    today = time.gmtime().tm_wday
    for number in range(7):
        hours = ("", "") if number in {today, (today + 1) % 7} else ("09:00", "17:00")
        page.fill(f"input[name=opens-{number}]", hours[0])
        page.fill(f"input[name=closes-{number}]", hours[1])
