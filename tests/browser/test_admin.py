"""What an owner does on the staff pages, in a real browser on a real forum."""

import pytest

from tests.browser.people import press, set_up, sign_up

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")

OPEN_ALL = "for (const one of document.querySelectorAll('main details')) one.open = true"
PAGES = (
    "/admin",
    "/admin/accounts",
    "/admin/accounts/1",
    "/admin/audit",
    "/admin/channels",
    "/admin/jobs",
    "/admin/jobs?stage=done",
    "/admin/mail",
    "/admin/site/settings?q=corners",
)


@pytest.fixture
def owner(visit, site):
    page = visit()
    set_up(page, site)
    return page


def order(page) -> str:
    return page.evaluate("document.querySelector('arrange-list').order()")


def saved(page, words="The order is saved.") -> None:
    page.locator("arrange-list [role=status]", has_text=words).wait_for()


def names(page) -> list[str]:
    return page.locator("[data-channel] .arranged__link").all_inner_texts()


def test_channels_are_moved_by_keys_and_by_hand_and_stay_there(owner):
    owner.set_viewport_size({"width": 1320, "height": 1600})
    owner.goto("/admin/channels")
    handles = owner.locator("[data-channel] .arranged__handle")
    first, second, *_ = names(owner)

    handles.first.focus()
    owner.keyboard.press("ArrowDown")
    saved(owner)
    assert names(owner)[:2] == [second, first]
    assert handles.nth(1).evaluate("one => one === document.activeElement")

    start, end = handles.first.bounding_box(), handles.last.bounding_box()
    owner.mouse.move(start["x"] + 8, start["y"] + 8)
    owner.mouse.down()
    for step in range(1, 21):
        owner.mouse.move(end["x"] + 8, start["y"] + (end["y"] + 20 - start["y"]) * step / 20)
    owner.mouse.up()
    owner.wait_for_timeout(600)
    saved(owner)
    moved = order(owner)
    assert second not in names(owner)[:2]

    owner.reload()
    assert order(owner) == moved


def test_without_scripts_channels_are_moved_by_buttons(owner, visit, site):
    plain = visit(scripts=False)
    set_up(plain, site)
    plain.goto("/admin/channels")
    before = names(plain)
    button = plain.locator("[data-channel] button[aria-label$=' down']:enabled").first
    moved = button.get_attribute("aria-label").removeprefix("Move ").removesuffix(" down")

    press(plain, button)

    assert names(plain).index(moved) == before.index(moved) + 1


def test_a_setting_is_changed_where_it_stands_and_a_mistake_comes_back(owner):
    owner.goto("/admin/site/settings?q=tagline")
    owner.locator("summary", has_text="site.tagline").click()
    field = owner.locator("#setting-site-tagline input[name=value]")

    field.fill("x" * 200)
    press(owner, owner.locator("#setting-site-tagline button", has_text="Save"))
    assert "Keep it to 140 characters." in owner.inner_text("#setting-site-tagline")
    assert field.input_value() == "x" * 200

    field.fill("For people who brew")
    press(owner, owner.locator("#setting-site-tagline button", has_text="Save"))
    assert "For people who brew" in owner.inner_text("#setting-site-tagline")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1320, 390])
def test_no_staff_page_keeps_anybody_out_or_is_wider_than_its_window(visit, site, width, dark):
    page = visit(width=width, dark=dark)
    set_up(page, site)
    for address in PAGES:
        page.goto(address)
        page.evaluate(
            "for (const one of document.querySelectorAll('main details')) one.open = true"
        )
        found = axe.Axe().run(page).response["violations"]
        faults = [f"{rule['id']}: {n['html'][:160]}" for rule in found for n in rule["nodes"]]
        assert faults == [], address
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_two_accounts_become_one_in_the_browser(owner, visit, site):
    for name in ("perry-old", "perry"):
        sign_up(visit(), site, name)
    owner.goto("/admin/accounts?q=perry-old")
    press(owner, owner.locator("main table a").first)
    press(owner, owner.get_by_role("link", name="Merge into another account"))
    owner.fill("#into", "perry")
    press(owner, owner.get_by_role("button", name="Show what happens"))

    owner.fill("#typed", "perry-old")
    press(owner, owner.get_by_role("button", name="Merge", exact=True))

    assert "Everything of perry-old belongs to perry now" in owner.inner_text("main")
    owner.goto("/members/perry-old")
    assert owner.url.endswith("/members/perry")
