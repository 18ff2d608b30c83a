import pytest

from forum.kernel.settings import forget
from forum.site import actions, queries
from forum.site.settings import ALL, LOGO
from tests.support import make
from tests.support.queries import count_queries

PAGES = ["/admin/site/brand", "/admin/site/brand/preview.css", "/admin/site/settings"]
PAGES += ["/admin/site/settings/site.name", "/admin/uploads/logo"]
KETTLE = {
    "name": "Kettle & Crane",
    "tagline": "Makers of coffee gear",
    "colour": "#0f62fe",
    "voice": "serif",
    "corners": "soft",
}


@pytest.fixture
def owner(app):
    return make.admin()


@pytest.fixture
def browser(sign_in, owner):
    return sign_in(owner)


@pytest.mark.parametrize("page", PAGES)
def test_only_admins_open_the_pages_of_the_site(sign_in, guest, browser, page):
    assert browser.get(page).status_code == 200
    assert sign_in(make.moderator()).get(page).status_code == 403
    assert sign_in(make.member()).get(page).status_code == 403
    assert guest.get(page).status_code == 403


@pytest.mark.parametrize(
    "page",
    ["/admin/site/brand", "/admin/site/settings/site.name", "/admin/site/settings/site.name/reset"],
)
def test_only_admins_change_the_site(sign_in, guest, page):
    for client in (guest, sign_in(make.member()), sign_in(make.moderator())):
        assert client.post(page, data=KETTLE | {"value": "Mine"}).status_code == 403

    assert queries.brand().name == "Guildhall"


def test_the_owner_names_the_brand_and_chooses_its_look(browser):
    answer = browser.post("/admin/site/brand", data=KETTLE)

    brand = queries.brand()
    assert answer.status_code == 302
    assert (brand.name, brand.tagline) == ("Kettle & Crane", "Makers of coffee gear")
    assert brand.look == ("#0f62fe", "serif", "soft")


def test_looking_first_shows_the_look_and_changes_nothing(browser):
    page = browser.post("/admin/site/brand", data=KETTLE | {"look": "yes"})

    assert page.status_code == 200
    assert "preview.css?colour=%230f62fe&amp;voice=serif&amp;corners=soft" in page.text
    assert 'value="Kettle &amp; Crane"' in page.text
    assert queries.brand().name == "Guildhall"


@pytest.mark.parametrize(
    "bad",
    [{"name": " "}, {"name": "x" * 61}, {"colour": "red"}, {"voice": "comic"}, {"corners": ""}],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_saved(browser, bad):
    page = browser.post("/admin/site/brand", data=KETTLE | bad)

    assert page.status_code == 200
    assert 'class="field__error"' in page.text
    assert queries.brand().name == "Guildhall"


def test_the_preview_follows_what_is_tried_and_ignores_nonsense(browser):
    tried = browser.get("/admin/site/brand/preview.css?colour=%230f62fe&voice=serif").text
    nonsense = browser.get("/admin/site/brand/preview.css?colour=red}&voice=x&corners=y").text

    assert tried.startswith(".brand-preview {") and "--brand: #0f62fe;" in tried
    assert "--brand: #b8472a;" in nonsense


def test_every_declared_setting_is_listed_with_its_value(browser, owner, app):
    actions.choose(owner, "site.tagline", "For people who brew")

    page = browser.get("/admin/site/settings").text

    assert all(key in page for key in app.extensions["settings"].by_key)
    assert "For people who brew" in page


@pytest.mark.parametrize(
    ("words", "found"), [("tagline", True), ("ONE LINE", True), ("corners", False), ("%_", False)]
)
def test_settings_are_found_by_their_key_and_their_help(browser, words, found):
    page = browser.get("/admin/site/settings", query_string={"q": words}).text

    assert ("/admin/site/settings/site.tagline" in page) is found


def test_a_search_that_finds_nothing_says_so(browser):
    assert "Nothing found" in browser.get("/admin/site/settings?q=zzzz").text


def test_the_logo_has_a_page_of_its_own(browser):
    answer = browser.get("/admin/site/settings/site.logo")

    assert answer.headers["Location"] == "/admin/uploads/logo"


@pytest.mark.parametrize("setting", [one for one in ALL if one != LOGO], ids=lambda one: one.key)
def test_every_setting_has_a_page_with_its_help_and_its_field(browser, setting):
    page = browser.get(f"/admin/site/settings/{setting.key}").text

    assert 'name="value"' in page
    assert setting.key in page


def test_a_setting_is_changed_and_brought_back(browser):
    browser.post("/admin/site/settings/site.corners", data={"value": "square"})
    assert corners_now() == "square"
    assert "Back to the default" in browser.get("/admin/site/settings/site.corners").text

    browser.post("/admin/site/settings/site.corners/reset")

    assert corners_now() == "round"


def corners_now() -> str:
    # The test's own context remembers what it read before.
    forget()
    return queries.brand().look.corners


def test_a_bad_value_comes_back_with_words(browser):
    page = browser.post("/admin/site/settings/site.corners", data={"value": "pointed"})

    assert page.status_code == 200
    assert "Choose one of these" in page.text


def test_a_setting_that_does_not_exist_is_not_found(browser):
    assert browser.get("/admin/site/settings/site.nothing").status_code == 404
    assert browser.post("/admin/site/settings/site.nothing", data={"value": "x"}).status_code == 404


def test_the_list_of_settings_costs_no_query_for_each(browser, owner):
    def cost() -> int:
        with count_queries() as seen:
            browser.get("/admin/site/settings")
        return len(seen)

    few = cost()
    for key, value in [("site.voice", "serif"), ("site.corners", "soft"), ("site.tagline", "x")]:
        actions.choose(owner, key, value)

    assert cost() == few
