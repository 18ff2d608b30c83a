"""What members are to each other and to the brand: points, badges, thanks, letters, leaving."""

import email
import email.policy
import re
import time
import zipfile

import pytest

from tests.browser.before import furnish
from tests.browser.conftest import PATIENCE, running
from tests.browser.people import address_of, press, reply, sign_in, start_topic, write_to
from tests.browser.test_pages import WIDTHS, faults

pytestmark = pytest.mark.browser

WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
HELPERS = ("tom", "tim")
LEAVERS = ("nell", "emil", "dela")
# Nobody but her own test signs in as her: whoever has been seen is not written to.
WRITTEN_TO = "lena"
PEOPLE = ("ida", "mia", *HELPERS, *LEAVERS, "rosa", "rolf", WRITTEN_TO)
LEDGER = "section[aria-labelledby=ledger]"
LONG = "Take the one with the wide lid, and a towel for the handle."


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A forum of their own, whose members have been here before."""
    data = tmp_path_factory.mktemp("lived in")
    at_once = {"accounts.leaving_days": 0, "notices.mail_after": 0, "notices.digest": "off"}
    furnish(data, members=PEOPLE, chosen=at_once)
    with running(data) as one:
        yield one


@pytest.fixture
def comes(visit):
    """Somebody signs in, in a window of their own."""

    def come(name, **window):
        page = visit(**window)
        sign_in(page, name)
        return page

    return come


def wait_for(page, path, words, *, within="body"):
    """Look at a page again and again until the worker has done what it shows."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        page.goto(path)
        if words in page.inner_text(within):
            return
        page.wait_for_timeout(300)
    raise AssertionError(f"{path} never said {words!r}")


def barriers_here(page):
    """What axe finds on the page as it stands, on desk and phone, light and dark."""
    found, before = [], page.viewport_size
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            # What changes its colour does so slowly, and would be read halfway.
            page.wait_for_timeout(250)
            found += [f"{width} {scheme} {one}" for one in faults(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{width} is too narrow")
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    return found


def looked_at(page, path):
    """Axe wants scripts, so that it looks at the pages of the lines with scripts only."""
    page.goto(path)
    return barriers_here(page)


def answer(asker, helper, title):
    """Somebody asks, somebody helps, and that was it."""
    start_topic(asker, channel="product-help", title=title, body="It is very small.")
    address = address_of(asker)
    helper.goto(address)
    reply(helper, LONG)
    asker.goto(address)
    press(asker, asker.locator("#post-2 button", has_text="This answers it"))


def silver_at(owner, points):
    """The owner tries a threshold, sees who would move, and saves it."""
    owner.goto("/admin/tiers/simulate")
    owner.get_by_role("group", name="Silver").get_by_label("Points").fill(str(points))
    press(owner, owner.get_by_role("button", name="See who would move"))


@WAYS
def test_silver_is_earned_tried_out_celebrated_and_explained(comes, scripts):
    name = HELPERS[0] if scripts else HELPERS[1]
    asker, helper, owner = (comes(who, scripts=scripts) for who in ("mia", name, "olivia"))
    answer(asker, helper, f"Which kettle, {name}?")
    wait_for(helper, "/my/points", "An accepted answer", within=LEDGER)
    ledger = helper.inner_text("main")
    assert "What gives you 50 more" in ledger
    assert "Which kettle" in ledger
    has = int(re.search(r"Points of the last 365 days\s+(\d+)", ledger).group(1))

    silver_at(owner, has)
    mover = owner.locator("main table", has_text="Points").get_by_role("link", name=name)
    assert mover.count() == 1
    explained = mover.get_attribute("href")
    if scripts:
        assert barriers_here(owner) == []
    press(owner, owner.get_by_role("button", name="Save this"))

    wait_for(helper, "/", "You are Silver now.")
    if scripts:
        assert barriers_here(helper) == []
    press(helper, helper.get_by_role("button", name="Thanks", exact=True))
    assert "You are Silver now." not in helper.inner_text("body")
    owner.goto(explained)
    words = owner.inner_text("main")
    assert f"{has} points of the last 365 days count." in words
    assert "An accepted answer" in words
    if scripts:
        assert barriers_here(owner) == []
    silver_at(owner, 300)
    press(owner, owner.get_by_role("button", name="Save this"))
    wait_for(helper, "/badges/first-answer", "You have it", within="main")


def test_own_points_and_perks_have_no_barrier(comes):
    page = comes("ida")

    assert looked_at(page, "/my/points") == []
    assert looked_at(page, "/my/perks") == []


@WAYS
def test_a_badge_is_built_by_clicks_tried_and_given(comes, scripts):
    owner = comes("olivia", scripts=scripts)
    name = "Kettle friend" if scripts else "Kettle fan"
    owner.goto("/admin/badges/new")
    owner.fill("input[name=name]", name)
    owner.check("input[name=kind][value=auto]")
    if owner.locator("select[name='c.0.0.metric']").count() == 0:
        press(owner, owner.get_by_role("button", name="Add a condition").first)
    owner.select_option("select[name='c.0.0.metric']", "replies")
    owner.fill("input[name='c.0.0.value']", "3")
    press(owner, owner.get_by_role("button", name="Who would get it"))

    assert "ida" in owner.locator(".trial-list").inner_text()
    if scripts:
        assert barriers_here(owner) == []
    press(owner, owner.get_by_role("button", name="Save", exact=True))

    # Several new badges have one look at everybody, a minute after the last.
    if scripts:
        wait_for(owner, "/members/ida", name, within="#badges")
    owner.goto("/badges")
    press(owner, owner.get_by_role("link", name=name))
    assert "3 replies written" in owner.inner_text("main")


@WAYS
def test_the_list_of_members_is_searched_and_sorted(comes, scripts):
    page = comes("mia", scripts=scripts)

    page.goto("/members")
    page.fill("main input[name=q]", "ro")
    press(page, page.get_by_role("button", name="Show", exact=True))
    press(page, page.get_by_role("link", name="By name", exact=True))

    assert page.locator(".member-card__name").all_inner_texts() == ["rolf", "rosa"]
    page.goto("/members?sort=name&tier=vip")
    assert "Nobody is like that" in page.inner_text("main")
    if scripts:
        assert barriers_here(page) == []


@WAYS
def test_a_member_is_followed_and_blocked(comes, scripts):
    page = comes("rosa", scripts=scripts)

    page.goto("/members/mia")
    press(page, page.get_by_role("button", name="Follow", exact=True))
    page.goto("/my/following")
    assert "mia" in page.inner_text(".member-list")
    page.goto("/members/mia")
    page.locator("main summary").first.click()
    press(page, page.get_by_role("button", name="Block", exact=True))
    page.goto("/preferences/blocked")
    assert "mia" in page.inner_text("main")
    if scripts:
        assert barriers_here(page) == []
        assert looked_at(page, "/members/mia") == []
    page.goto("/members/mia")
    press(page, page.get_by_role("button", name="Unblock"))

    page.goto("/preferences/blocked")
    assert "mia" not in page.inner_text("main")


@WAYS
def test_a_private_message_is_reported_to_the_team(comes, scripts):
    sender, receiver = comes("rolf", scripts=scripts), comes("rosa", scripts=scripts)
    words = f"Buy my kettles {'now' if scripts else 'today'}"
    write_to(sender, "rosa", words)
    talk = address_of(sender)

    receiver.goto(talk)
    assert words in receiver.inner_text("main")
    if scripts:
        assert barriers_here(receiver) == []
    message = receiver.locator(".message a[href*='/messages/m/']").last.get_attribute("href")
    receiver.goto(re.search(r"/messages/m/\d+", message).group(0) + "/report")
    receiver.locator("main input[type=radio]").first.check()
    receiver.fill("textarea[name=note]", "I did not ask for this.")
    press(receiver, receiver.get_by_role("button", name="Report"))

    owner = comes("olivia", scripts=scripts)
    owner.goto("/admin/moderation")
    assert words in owner.inner_text("main")


@WAYS
def test_thanks_are_given_three_times_a_day(comes, scripts):
    giver = comes("nell" if scripts else "emil", scripts=scripts)

    for number in range(3):
        giver.goto("/members/mia/thanks")
        giver.locator("main input[name=value]").first.check()
        giver.fill("textarea[name=note]", f"For the lid, number {number}.")
        press(giver, giver.get_by_role("button", name="Give thanks"))
    giver.goto("/members/mia")
    assert "For the lid, number 2." in giver.inner_text("#thanks")
    if scripts:
        assert barriers_here(giver) == []
    giver.goto("/members/mia/thanks")

    assert "You have given your thanks for today" in giver.inner_text("main")
    assert giver.get_by_role("button", name="Give thanks").is_disabled()


def test_who_is_chosen_for_the_spotlight_says_yes_by_the_letter_alone(comes, visit, site):
    owner, chosen = comes("olivia"), visit(scripts=False)
    owner.goto("/admin/recognition/spotlights")
    press(owner, owner.get_by_role("link", name="Shortlist"))
    assert barriers_here(owner) == []
    line = owner.locator(".spotlight", has_text="ida")
    press(owner, line.get_by_role("button", name="Choose"))

    chosen.goto(_link_of(site, "ida@example.org", "/spotlight/answer/"))
    assert "Would you stand in the spotlight?" in chosen.inner_text("h1")
    press(chosen, chosen.get_by_role("button", name="Yes, gladly"))
    assert "You said yes." in chosen.inner_text("main")

    chosen.goto("/")
    assert "ida" in chosen.inner_text("body")
    chosen.goto("/spotlights")
    assert "ida" in chosen.inner_text("main")
    owner.goto("/spotlights")
    assert barriers_here(owner) == []


@WAYS
def test_what_comes_by_mail_is_chosen_kind_by_kind(comes, scripts):
    page = comes("rosa" if scripts else "rolf", scripts=scripts)
    page.goto("/preferences/notices")
    row = page.locator(".wishes tr", has_text="Thanks")

    row.locator("input[value=nothing]").check(force=True)
    press(page, page.get_by_role("button", name="Save", exact=True))
    page.goto("/preferences/notices")

    wish = page.locator(".wishes tr", has_text="Thanks").locator("input:checked").input_value()
    assert wish == "nothing"
    if scripts:
        assert barriers_here(page) == []


def test_letters_are_ended_by_one_click_of_a_mail_program_and_by_a_page_without_sign_in(
    comes, visit, site
):
    letter = _letter(site, f"{WRITTEN_TO}@example.org", "have you seen this one")
    leave = letter["List-Unsubscribe"].strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    member = comes(WRITTEN_TO)
    member.goto("/preferences/notices")
    mentions = ".wishes tr:has-text('Mentions') input:checked"
    assert member.locator(mentions).input_value() == "mail"

    one_click = visit().request.post(leave, form={"List-Unsubscribe": "One-Click"})
    assert one_click.status == 200
    member.goto("/preferences/notices")
    assert member.locator(mentions).input_value() != "mail"

    stranger = visit(scripts=False)
    stranger.goto(leave)
    press(stranger, stranger.get_by_role("button", name="End all letters"))
    assert "You get no more letters about what happens here." in stranger.inner_text("main")
    member.goto("/preferences/notices")
    assert member.locator(".wishes input[value=mail]:checked").count() == 0
    member.goto(leave)
    assert barriers_here(member) == []


@WAYS
def test_a_member_takes_everything_along(comes, scripts, tmp_path):
    name = "rosa" if scripts else "rolf"
    page = comes(name, scripts=scripts)

    page.goto("/preferences/data")
    press(page, page.get_by_role("button", name="Make a copy of my data"))
    wait_for(page, "/preferences/data", "Ready", within="main")
    if scripts:
        assert barriers_here(page) == []
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Download").first.click()
    arriving.value.save_as(tmp_path / "copy.zip")

    with zipfile.ZipFile(tmp_path / "copy.zip") as copy:
        pages = [one for one in copy.namelist() if one.endswith(".html")]
        told = b"".join(copy.read(one) for one in copy.namelist()).decode(errors="ignore")
    assert pages
    assert f"Good morning from {name}" in told


FATES = {"nameless": ("Former member", True), "emptied": ("took", False), "deleted": ("", False)}


@pytest.mark.parametrize(("name", "fate"), list(zip(LEAVERS, FATES, strict=True)), ids=FATES)
def test_who_leaves_chooses_what_becomes_of_their_texts(comes, visit, name, fate):
    shown, words_stay = FATES[fate]
    member, other = comes(name, scripts=False), comes("mia", scripts=False)
    start_topic(other, channel="product-help", title=f"A talk for {name}", body="What do you say?")
    talk = address_of(other)
    member.goto(talk)
    reply(member, f"zzWords of {name}, for good.")
    other.goto(talk)
    reply(other, "I see.")

    member.goto("/preferences/leave")
    member.check(f"input[name=fate][value={fate}]")
    member.fill("input[type=password]", "a kettle for every morning")
    press(member, member.get_by_role("button", name="Leave", exact=True))
    guest = visit(scripts=False)
    _wait_until_gone(guest, name)
    wait_for(guest, talk, shown, within="main")
    _wait_while(guest, talk, f"@{name}")

    text = guest.inner_text("main")
    assert (f"zzWords of {name}" in text) == words_stay
    assert "I see." in text
    guest.goto("/sign-in")
    guest.fill("main input[name=name]", name)
    guest.fill("input[type=password]", "a kettle for every morning")
    press(guest, guest.locator("main button[type=submit]").first)
    assert guest.locator("header .avatar").count() == 0


def _wait_until_gone(page, name):
    deadline = time.monotonic() + PATIENCE
    while page.goto(f"/members/{name}").status != 404:
        assert time.monotonic() < deadline, f"{name} is still there"
        page.wait_for_timeout(300)


def _wait_while(page, path, words):
    deadline = time.monotonic() + PATIENCE
    page.goto(path)
    while words in page.inner_text("main"):
        assert time.monotonic() < deadline, f"{path} says {words!r} still"
        page.wait_for_timeout(300)
        page.goto(path)


def _letter(site, to, words):
    """The letter to somebody in which these words stand, once it is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for file in sorted((site.data / "mail").glob("[!.]*.eml"), reverse=True):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if to in message["To"] and words in message.get_body(("plain",)).get_content():
                return message
        time.sleep(0.1)
    raise AssertionError(f"no letter to {to} with {words!r} arrived")


def _link_of(site, to, part):
    """The address with this part in a letter to somebody."""
    text = _letter(site, to, part).get_body(("plain",)).get_content()
    return re.search(rf"http://\S*{re.escape(part)}[^\s>)]+", text).group(0)
