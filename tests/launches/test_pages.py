"""The page of a launch: what a member sees and can do at each moment, through HTTP."""

import pytest

from forum.commerce.models import CustomerMark, Product, ProductState, Store
from forum.kernel import clock
from forum.launches import actions, policy, queries
from forum.launches.actions import Opening, Secrecy, Supply, Words
from forum.launches.models import Audience, Embargo, EntryState
from forum.tiers.models import Tier, TierKind
from tests.codes.handing import a_pool
from tests.launches.launched import (
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    draft,
    member,
    scheduled,
)
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")


def send(browser, launch, what, **data):
    page = f"/launches/{launch.slug}"
    data["csrf_token"] = browser.token_of(page)
    return browser.post(f"{page}/{what}", data=data, follow_redirects=True)


def test_a_second_before_it_counts_down_and_then_one_can_be_taken(sign_in):
    ada, launch = member(), scheduled()
    browser = sign_in(ada)

    with clock.at(NOON - SECOND):
        before = browser.get(f"/launches/{launch.slug}").text
    with clock.at(NOON):
        after = browser.get(f"/launches/{launch.slug}").text
        answer = send(browser, launch, "claim")

    assert "<count-down" in before and "/claim" not in before
    assert "<count-down" not in after and f"/launches/{launch.slug}/claim" in after
    assert "You have one" in answer.text
    assert queries.entry_of(ada.id, launch).state == EntryState.CLAIMED


def test_without_a_yes_to_the_rules_the_form_comes_back_with_what_was_typed(sign_in):
    supply = Supply(stock_total=9, per_member_limit=3)
    ada, launch = member(), scheduled(words=Words("zzKettle", rules="zzOne."), supply=supply)
    browser = sign_in(ada)

    with clock.at(NOON):
        answer = send(browser, launch, "claim", quantity="2")
        assert "Please read the rules" in answer.text and 'value="2"' in answer.text
        send(browser, launch, "claim", quantity="2", rules="y")

    assert queries.entry_of(ada.id, launch).quantity == 2


def test_reminded_in_the_line_and_out_again(sign_in):
    ada, launch = member(), scheduled(supply=Supply(stock_total=1))
    browser = sign_in(ada)

    with clock.at(NOON - HOUR):
        assert "You are told when it opens" in send(browser, launch, "remind").text
        send(browser, launch, "forget")
    with clock.at(NOON):
        actions.claim(member(), launch)
        assert "Your place is 1." in send(browser, launch, "join").text
        send(browser, launch, "leave")

    assert queries.entry_of(ada.id, launch).state == EntryState.LEFT


def test_a_teaser_tells_title_and_time_and_nothing_else(guest, sign_in):
    secrecy = Secrecy(Embargo.TEASER, NOON - HOUR)
    launch = scheduled(words=Words("zzKettle", summary="zzSteel", body="zzMore"), secrecy=secrecy)
    page = f"/launches/{launch.slug}"

    with clock.at(NOON - HOUR - SECOND):
        assert guest.get(page).status_code == 404
    with clock.at(NOON - HOUR):
        for browser in (guest, sign_in(member())):
            text = browser.get(page).text
            assert "zzKettle" in text
            assert "zzSteel" not in text and "zzMore" not in text
            assert "for each member" not in text and "Early access" not in text
    with clock.at(NOON):
        text = browser.get(page).text
        assert "for each member" in text and "Early access" in text


def test_what_is_no_launch_yet_is_nowhere_for_members(sign_in):
    launch = draft()
    browser = sign_in(member())

    with clock.at(NOON):
        assert browser.get(f"/launches/{launch.slug}").status_code == 404
        assert "zzField" not in browser.get("/launches").text


def test_the_second_person_approves_and_the_first_one_cannot(sign_in):
    admin, other = make.admin(), make.admin()
    launch = draft(admin=admin)
    page = f"/admin/launches/{launch.id}"
    first, second = sign_in(admin), sign_in(other)

    with clock.at(NOON - 2 * HOUR):
        first.post(f"{page}/submit", data={"csrf_token": first.token_of(page)})
        refused = first.post(f"{page}/approve", data={"csrf_token": first.token_of(page)})
        second.post(f"{page}/approve", data={"csrf_token": second.token_of(page)})

    assert refused.status_code == 403
    assert queries.launch_by_id(launch.id).approved_by_id == other.id


def test_a_cancelled_launch_says_so_and_gives_nothing(sign_in):
    launch = scheduled()
    browser = sign_in(member())

    with clock.at(NOON + MINUTE):
        actions.cancel(make.admin(), launch, "zzNot this year.")
        text = browser.get(f"/launches/{launch.slug}").text

    assert "zzNot this year." in text and "/claim" not in text


def test_the_code_is_shown_when_asked_for_and_leads_into_the_shop(sign_in):
    ada, grace, launch = member(), member(), scheduled(supply=_with_codes("ONE-1111"))
    browser, other = sign_in(ada), sign_in(grace)
    with clock.at(NOON):
        taken = send(browser, launch, "claim").text
        waits = send(other, launch, "claim").text
        shown = send(browser, launch, "code").text
        perks = browser.get("/my/perks").text
        asked = browser.get(f"/launches/{launch.slug}/leave").text
        hers = send(other, launch, "code")

    assert "Show my code" in taken and "ONE-1111" not in taken
    assert 'data-copy-text="ONE-1111"' in shown
    assert 'href="https://shop.example.org/discount/ONE-1111' in shown
    assert "ONE-1111" in perks and "zzField kettle" in perks
    assert "you get no other one" in asked
    assert "Your code is being added" in waits and "ONE-1111" not in waits
    assert hers.status_code == 404


def test_the_product_stands_on_the_page_with_its_price(sign_in):
    product = make.save(
        Product(
            slug="kettle",
            title="zzKettle 1.2",
            price_minor=4900,
            currency="EUR",
            address="https://shop.example.org/products/kettle",
            state=ProductState.ACTIVE,
        )
    )
    launch = scheduled(supply=Supply(stock_total=1, product_id=product.id))

    with clock.at(NOON):
        page = sign_in(member()).get(f"/launches/{launch.slug}").text

    assert "zzKettle 1.2" in page and "€49.00" in page
    assert 'href="https://shop.example.org/products/kettle"' in page


def test_a_window_for_customers_is_open_for_them_alone_and_says_how(sign_in):
    ada, grace, admin = member(), member(), make.admin()
    opening = Opening(NOON, NOON + HOUR, Audience.CUSTOMERS)
    secret = Secrecy(Embargo.SECRET)
    launch, hidden = scheduled(opening), scheduled(opening, secrecy=secret)
    make.save(CustomerMark(user_id=ada.id, by_id=admin.id, note="At the fair."))

    with clock.at(NOON + MINUTE):
        for_her = sign_in(ada).get(f"/launches/{launch.slug}").text
        for_others = sign_in(grace).get(f"/launches/{launch.slug}").text
        found = sign_in(ada).get(f"/launches/{hidden.slug}").status_code
        nothing = sign_in(grace).get(f"/launches/{hidden.slug}").status_code

    assert "Take mine" in for_her
    assert "Take mine" not in for_others and "Find your order" in for_others
    assert (found, nothing) == (200, 404)


def test_the_team_reads_how_the_codes_stand_and_what_to_look_at(sign_in):
    admin, launch = make.admin(), scheduled(supply=_with_codes("ONE-1111", ends_at=NOON + HOUR))
    clash = draft()
    for who in (member(), member()):
        with clock.at(NOON):
            actions.claim(who, launch)
    browser = sign_in(admin)

    running = browser.get(f"/admin/launches/{launch.id}").text
    looks = browser.get(f"/admin/launches/{clash.id}").text

    assert "1 member has taken one and waits for a code" in running
    assert "Codes handed out" in running
    assert "open for the same people in the same hours" in looks


@pytest.mark.parametrize(
    ("way", "typed", "minutes"), [("draw", "", 1440), ("fcfs", "", 10), ("draw", "30", 30)]
)
def test_without_a_word_a_winner_has_a_day_and_whoever_comes_first_ten_minutes(
    sign_in, way, typed, minutes
):
    launch, client = draft(), sign_in(make.admin())
    address = f"/admin/launches/{launch.id}/stock"
    data = {"allocation": way, "stock_total": "5", "per_member_limit": "1", "stock_shown": "exact"}

    answer = client.post(address, data=data | {"hold_minutes": typed})
    form = client.get(address).text

    assert answer.status_code == 302
    assert launch.hold_minutes == minutes
    assert f'value="{minutes}"' not in form or typed


def test_a_window_that_is_looked_at_again_keeps_its_seconds(sign_in):
    launch = draft(Opening(NOON, NOON + HOUR - SECOND))
    window = queries.windows_of([launch.id])[launch.id][0]
    client = sign_in(make.admin())
    address = f"/admin/launches/{launch.id}/windows/{window.id}"

    form = client.get(address).text

    assert 'value="2026-12-01T12:00"' in form
    assert 'value="2026-12-01T12:59:59"' in form


def test_product_and_codes_are_chosen_in_the_draft(sign_in):
    pool = a_pool("ONE-1111", ends_at=NOON + HOUR)
    launch = draft()
    browser = sign_in(make.admin())
    page = f"/admin/launches/{launch.id}/stock"
    data = {"allocation": "fcfs", "stock_total": "2", "per_member_limit": "2"}
    data |= {"hold_minutes": "10", "stock_shown": "exact", "pool_id": str(pool.id)}
    data["csrf_token"] = browser.token_of(page)

    refused = browser.post(page, data=data).text
    kept = browser.post(page, data=data | {"per_member_limit": "1"}, follow_redirects=True)
    shown = browser.get(f"/admin/launches/{launch.id}").text

    assert "With codes, each member gets one" in refused
    assert f'<option selected value="{pool.id}">' in refused
    assert kept.status_code == 200 and queries.launch_by_id(launch.id).pool_id == pool.id
    assert "fewer free codes than pieces" in shown and "stops taking the codes" in shown


def _with_codes(*codes, **plan):
    store = make.save(
        Store(key="zz", name="zzShop", platform="shopify", address="https://shop.example.org")
    )
    pool = a_pool(*codes, store_id=store.id, **plan)
    return Supply(stock_total=2, pool_id=pool.id)


def test_a_text_that_is_too_long_comes_back_with_what_was_typed(sign_in):
    admin = make.admin()
    launch, browser = draft(admin=admin), sign_in(admin)
    page = f"/admin/launches/{launch.id}/words"
    typed = {"title": "zzNew", "kind": "drop", "summary": "zzS", "body": "zzB", "rules": "zzR"}
    for name, most in (("body", policy.LONGEST_BODY), ("rules", policy.LONGEST_RULES)):
        long = typed | {name: "zzlong " * (most // 7 + 1)}
        answer = browser.post(page, data=long | {"csrf_token": browser.token_of(page)})
        assert answer.status_code == 200
        assert f"This is too long: {most} characters at most." in answer.text
        assert answer.text.count("zzlong") > most // 7 and "zzNew" in answer.text

    assert queries.launch_by_id(launch.id).title == "zzField kettle"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" ", "Please fill this in."),
        ("zzTaken", "There is a channel of this name already"),
        ("zzlong" * 20, "This is too long: 80 characters at most."),
    ],
)
def test_a_room_that_cannot_be_opened_says_why_and_keeps_the_name(sign_in, typed, said):
    admin = make.admin()
    make.channel(name="zzTaken", slug="zztaken")
    secrecy = Secrecy(Embargo.TEASER, teaser_at=NOON - HOUR)
    launch, browser = draft(admin=admin, secrecy=secrecy), sign_in(admin)
    page = f"/admin/launches/{launch.id}/secrecy"

    data = {"name": typed, "csrf_token": browser.token_of(page)}
    answer = browser.post(f"/admin/launches/{launch.id}/room", data=data)

    assert answer.status_code == 200
    assert said in answer.text and f'value="{typed}"' in answer.text
    # The other form of the page is as it was, and goes where it went.
    assert 'value="2026-12-01T11:00"' in answer.text
    assert "checked" in answer.text and f'method="post" action="{page}"' in answer.text
    assert queries.launch_by_id(launch.id).channel is None


def test_whoever_is_in_no_window_reads_when_it_opens_for_the_first(guest, sign_in):
    secrecy = Secrecy(Embargo.TEASER, teaser_at=NOON - HOUR)
    launch = scheduled(secrecy=secrecy)
    page = f"/launches/{launch.slug}"

    with clock.at(NOON - MINUTE):
        outside, inside = guest.get(page).text, sign_in(member()).get(page).text
    with clock.at(NOON):
        after = guest.get(page).text

    assert "Opens for the first members" in outside and "2026-12-01T12:00" in outside
    assert "Opens for the first members" not in inside and "Opens for you" in inside
    assert "Opens for the first members" not in after


TIERS = {"bronze": 100, "silver": 500, "gold": 2000}


def earned_tiers():
    """Bronze, Silver and Gold for points."""
    return {
        slug: make.save(
            Tier(slug=slug, name=f"zz{slug}", rank=rank, kind=TierKind.EARNED, threshold=least)
        )
        for rank, (slug, least) in enumerate(TIERS.items(), start=1)
    }


def for_tier(tier, opens_at, closes_at):
    return Opening(opens_at, closes_at, audience=Audience.TIER, tier_id=tier.id)


@pytest.mark.parametrize("is_for_all", [True, False], ids=["later for all", "for tiers alone"])
def test_whoever_is_too_far_down_hears_of_the_nearest_tier_that_opens_it_sooner(
    sign_in, is_for_all
):
    tiers = earned_tiers()
    openings = [
        for_tier(tiers["gold"], NOON, NOON + 5 * HOUR),
        for_tier(tiers["silver"], NOON + HOUR, NOON + 5 * HOUR),
        for_tier(tiers["bronze"], NOON - HOUR, NOON - MINUTE),
    ]
    if is_for_all:
        openings.append(Opening(NOON + 2 * HOUR, NOON + 5 * HOUR))
    launch = scheduled(*openings)

    with clock.at(NOON):
        page = sign_in(member()).get(f"/launches/{launch.slug}").text

    assert "You lack 500 points." in page
    said = "zzsilver and above come in earlier." if is_for_all else "zzsilver and above come in. "
    assert said in page
