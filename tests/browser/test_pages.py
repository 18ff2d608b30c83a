"""Every page, narrow and wide, light and dark: nothing that keeps somebody from using it."""

import re

import pytest

from tests.browser.before import lead, sell
from tests.browser.conftest import expect, running
from tests.browser.people import (
    address_of,
    ask_of_belonging,
    come,
    press,
    reply,
    set_up,
    sign_in,
    sign_up,
    start_topic,
    write_to,
)

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")

WIDTHS = (1320, 390)
FOR_GUESTS = (
    "/",
    "/top/week",
    "/unanswered",
    "/badges",
    "/badges/first-post",
    "/c/product-help",
    "/channels",
    "/tags",
    "/search",
    "/search?q=picnic",
    "/search?q=is:answered+nothing-fits",
    "/members",
    "/members/olivia",
    "/c/product-help/members",
    "/guidelines/changes",
    "/about",
    "/guidelines",
    "/points",
    "/standing",
    "/tiers",
    "/privacy",
    "/thanks",
    "/spotlights",
    "/milestones",
    "/sign-in",
    "/sign-up",
    "/reset",
    "/no-such-page",
)
FOR_MEMBERS = (
    "/",
    "/new?channel=product-help",
    "/unread",
    "/following",
    "/drafts",
    "/bookmarks",
    "/messages",
    "/messages/new",
    "/notices",
    "/search?q=picnic",
    "/preferences",
    "/preferences/look",
    "/preferences/messages",
    "/preferences/notices",
    "/preferences/blocked",
    "/preferences/presence",
    "/preferences/email",
    "/preferences/password",
    "/preferences/sessions",
    "/preferences/data",
    "/preferences/leave",
    "/my/following",
    "/my/points",
    "/my/invitations",
    "/my/perks",
    "/my/decisions",
    "/my/standing",
    "/preferences/buddy",
    "/welcome",
    "/welcome/next",
    "/uploads/new",
    "/c/product-help/about",
    "/members",
    "/my/spotlight",
    "/launches",
    "/launches/copper-kettle",
    "/launches/copper-kettle/draw",
    "/launches/field-kettle",
    "/launches/field-kettle/lobby",
    "/promises",
    "/guides",
    "/guides/1",
    "/guides/1/1",
    "/belonging",
    "/members/olivia/thanks",
    "/governance",
    "/transparency",
    "/members/mia/nominate",
)
FOR_OWNERS = (
    "/members",
    "/messages/new",
    "/preferences/leave",
    "/admin",
    "/admin/backups",
    "/admin/badges",
    "/admin/badges/1",
    "/admin/badges/1/holders",
    "/admin/badges/new",
    "/admin/orders",
    "/admin/orders/customers",
    "/admin/orders/import",
    "/admin/orders/imports/1",
    "/orders",
    "/admin/products",
    "/admin/products/1",
    "/admin/products/new",
    "/admin/stores",
    "/admin/stores/1",
    "/admin/stores/new",
    "/admin/belonging",
    "/admin/channels",
    "/admin/channels/new",
    "/admin/exports/1",
    "/admin/feedback",
    "/admin/feedback/1",
    "/admin/feedback/2",
    "/admin/feedback/2/preview",
    "/admin/feedback/2/response",
    "/admin/feedback/2/results",
    "/admin/promises",
    "/admin/promises/1",
    "/admin/launches",
    "/admin/launches/new",
    "/admin/launches/1",
    "/admin/rehearsals/1",
    "/admin/launch_reports/1",
    "/admin/launch_reports/2",
    "/admin/draws/2",
    "/admin/governance",
    "/admin/governance/clauses",
    "/admin/governance/people",
    "/admin/pages/text/governance",
    "/admin/mail/previews",
    "/admin/mail/previews/notices.mention",
    "/admin/mail/stopped",
    "/admin/moderation",
    "/admin/automod",
    "/admin/automod/1",
    "/admin/automod/new",
    "/admin/automod/history",
    "/admin/moderation/decided",
    "/admin/moderation/several?chosen=1",
    "/admin/moderation/teams",
    "/admin/moderation/teams/moderation",
    "/admin/ownership",
    "/admin/pages",
    "/admin/setup/reasons",
    "/admin/pages/guidelines",
    "/admin/pages/guidelines/translations",
    "/admin/pages/text/about",
    "/admin/points",
    "/admin/circles",
    "/admin/circles/new",
    "/admin/first-posts",
    "/admin/answering",
    "/admin/answering/ladder",
    "/admin/answering/protocols",
    "/admin/answering/protocols/question",
    "/admin/appeals",
    "/admin/training",
    "/admin/training/calibration",
    "/admin/training/practice",
    "/admin/training/scenarios",
    "/admin/training/scenarios/new",
    "/admin/training/gate",
    "/admin/replies",
    "/admin/guides",
    "/admin/guides/new",
    "/admin/guides/1",
    "/admin/guides/1/remove",
    "/admin/guides/1/steps/new",
    "/admin/guides/steps/1",
    "/admin/replies/complaints",
    "/admin/replies/new",
    "/admin/replies/1",
    "/admin/replies/1/history",
    "/admin/waves",
    "/admin/sanctions",
    "/admin/sanctions/members/2",
    "/admin/standing",
    "/admin/standing/limits",
    "/admin/standing/members/1",
    "/admin/standing/steps/member",
    "/admin/greeting",
    "/admin/invitations",
    "/admin/codes",
    "/admin/codes/new",
    "/admin/codes/perks",
    "/admin/codes/uses",
    "/admin/codes/perks/1",
    "/admin/codes/perks/new",
    "/admin/codes/1",
    "/admin/codes/1/edit",
    "/admin/codes/codes/1",
    "/admin/tiers",
    "/admin/tiers/1",
    "/admin/tiers/2",
    "/admin/tiers/members/1",
    "/admin/tiers/new",
    "/admin/tiers/promises",
    "/admin/tiers/simulate",
    "/admin/points/rules/reaction",
    "/admin/recognition",
    "/admin/recognition/goals/new",
    "/admin/recognition/journey",
    "/admin/recognition/milestones",
    "/admin/recognition/spotlights",
    "/admin/setup",
    "/admin/setup/brand",
    "/admin/setup/purpose",
    "/admin/setup/mail",
    "/admin/site/brand",
    "/admin/site/settings",
    "/admin/topics/tags",
    "/admin/uploads/logo",
)
# What a moderator who is no admin sees of it.
FOR_MODERATORS = (
    "/admin",
    "/admin/answering",
    "/admin/answering/ladder",
    "/admin/answering/protocols",
    "/admin/appeals",
    "/admin/automod",
    "/admin/automod/history",
    "/admin/governance",
    "/admin/governance/clauses",
    "/admin/moderation",
    "/admin/moderation/decided",
    "/admin/replies",
    "/admin/replies/complaints",
    "/admin/replies/new",
    "/admin/sanctions",
    "/admin/sanctions/members/2",
    "/admin/training",
    "/admin/training/calibration",
    "/admin/training/practice",
    "/admin/waves",
)
TOPIC = "What belongs into a picnic kit?"
BODY = """Three things so far:

- [x] the kettle
- [ ] a grinder

| what | weight |
|---|---|
| kettle | 400 g |

> Somebody said that weight does not matter.

```python
print("it does")
```
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A forum of its own: from one address, so many people sign up in an hour and no more."""
    with running(tmp_path_factory.mktemp("looked at")) as one:
        yield one


@pytest.fixture(scope="module")
def lived_in(site, chromium) -> dict[str, str]:
    """A site with a topic, an answer, a circle and two who talk; the addresses of its pages."""
    owner = chromium.new_context(base_url=site.address)
    page = owner.new_page()
    set_up(page, site)
    member = chromium.new_context(base_url=site.address)
    sign_up(member.new_page(), site, "mia")
    start_topic(page, channel="product-help", title=TOPIC, body=BODY)
    topic = address_of(page).removeprefix(site.address)
    post = page.locator("#post-1 a[href*='/p/']").first.get_attribute("href")
    reply(page, "A cloth, always.")
    write_to(page, "mia", BODY)
    talk = address_of(page).removeprefix(site.address)
    message = page.locator(".message a[href*='/messages/m/']").first.get_attribute("href")
    page.goto("/admin/circles/new")
    page.fill("input[name=name]", "Those who help")
    press(page, page.locator("main form button.button--primary"))
    circle = address_of(page).removeprefix(site.address)
    page.goto("/admin/accounts?q=mia")
    account = page.locator("main table a").first.get_attribute("href")
    member.close()
    owner.close()
    lead(site.data, slug="product-help")
    sell(site.data)
    return {
        "topic": topic,
        "post": re.search(r"/p/\d+", post).group(0),
        "talk": talk,
        "message": re.search(r"/messages/m/\d+", message).group(0),
        "circle": circle,
        "account": account,
    }


def faults(page) -> list[str]:
    """What axe finds, each with the element."""
    found = axe.Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def barriers(page, paths) -> dict[str, list[str]]:
    """What axe finds on each page that has a fault; a page wider than its window is one, too.

    So is one that does not come: the page of an error has no fault to be found.
    """
    found = {}
    for path in paths:
        answer = page.goto(path)
        wrong = faults(page)
        if answer.status != (404 if path == "/no-such-page" else 200):
            wrong.append(f"status {answer.status}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("wider than its window")
        if wrong:
            found[path] = wrong
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_guest_meets_no_barrier(visit, lived_in, width, dark):
    page = visit(width=width, dark=dark)

    assert barriers(page, [*FOR_GUESTS, lived_in["topic"]]) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_member_meets_no_barrier(visit, site, lived_in, width):
    page = visit(width=width)
    sign_up(page, site, f"wanda{width}")
    ask_of_belonging(site, f"wanda{width}")
    own = (lived_in["topic"], lived_in["post"] + "/thanks")

    assert barriers(page, [*FOR_MEMBERS, *own]) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_somebody_who_is_written_to_meets_no_barrier(visit, site, lived_in, width):
    page = visit(width=width)
    sign_in(page, "mia")
    talk = lived_in["talk"]
    own = ("/messages", talk, talk + "/leave", lived_in["message"] + "/report")

    assert barriers(page, own) == {}


def test_a_moderator_meets_no_barrier_on_the_way_to_a_decision(visit, site, lived_in):
    page, member = come(visit, site, "moira", role="moderator"), visit()
    sign_in(member, "mia")
    member.goto(lived_in["post"].replace("/p/", "/flag/post/"))
    assert faults(member) == []
    member.locator("label.field__choice", has_text="Something else").locator("input").check()
    press(member, member.get_by_role("button", name="Send to the team"))

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, FOR_MODERATORS) == {}
        page.goto("/admin/moderation")
        press(page, page.locator(".desk-row", has_text="Three things so far").locator("a").first)
        for fold in page.locator("main details").all():
            fold.evaluate("fold => { fold.open = true }")
        assert faults(page) == []


def test_no_menu_sticks_out_of_a_phone(visit, site, lived_in):
    page = visit(width=390)
    set_up(page, site)

    for path in (lived_in["topic"], "/c/product-help", "/c/product-help/about"):
        page.goto(path)
        menus = page.locator("details[data-menu] > summary:visible").all()
        assert menus, path
        for menu in menus:
            menu.click()
            place = menu.locator("xpath=following-sibling::*").bounding_box()
            assert 0 <= place["x"] <= place["x"] + place["width"] <= 390, path
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
            page.keyboard.press("Escape")


def test_the_list_of_preferences_is_folded_on_a_phone(visit, site, lived_in):
    page = visit(width=390)
    set_up(page, site)

    page.goto("/preferences/data")
    assert page.locator("main .nav-link:visible").count() == 0
    page.locator("main summary", has_text="Preferences").click()

    assert page.locator("main .nav-link[aria-current]:visible").inner_text() == "Your data"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_owner_meets_no_barrier(visit, site, lived_in, width):
    page = visit(width=width, dark=width == WIDTHS[1])
    set_up(page, site)

    own = (
        lived_in["topic"],
        lived_in["talk"],
        lived_in["talk"] + "/people",
        lived_in["message"] + "/edit",
        lived_in["message"] + "/delete",
        lived_in["circle"],
        lived_in["circle"] + "/edit",
        lived_in["account"] + "/leave",
        lived_in["account"] + "/merge",
    )

    assert barriers(page, [*FOR_OWNERS, *own]) == {}


@pytest.mark.parametrize("path", ["copper-kettle/draw", "field-kettle/lobby"])
def test_an_order_is_counted_again_in_the_browser(visit, lived_in, path):
    page = visit()
    page.goto(f"/launches/{path}")
    assert page.locator("main table tbody tr").count() > 0

    page.get_by_role("button", name="Count again in this browser").click()

    expect(page.locator("main")).to_contain_text("It counts")
