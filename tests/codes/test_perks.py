"""Perks: who may take a code, the line of those who wait, and the page on which all that stands."""

from datetime import timedelta

import pytest

from forum.accounts import actions as accounts
from forum.badges import actions as badges
from forum.badges import queries as medals
from forum.codes import actions, checks, queries
from forum.codes.actions import PerkPlan
from forum.codes.models import Audience, PerkClaim
from forum.codes.signals import PerkDelivered
from forum.codes.tasks import serve
from forum.commerce.models import Platform, Product, ProductState, Store
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from tests.codes.handing import a_pool, some_codes
from tests.support import make
from tests.support.queries import count_queries
from tests.tiers.giving import earn, joined, tier


@pytest.fixture
def heard(app, monkeypatch):
    """Who was told that the line has come to them."""
    told = []
    bus = app.extensions["bus"]
    handlers = [*bus.handlers[PerkDelivered], told.append]
    monkeypatch.setitem(bus.handlers, PerkDelivered, handlers)
    return told


def a_perk(*codes: str, slug: str = "silver", **pool: object):
    plan = PerkPlan(a_pool(*codes, **pool).id, Audience.TIER, tier_id=tier(slug).id)
    return actions.offer(make.admin(), plan)


def listed(*members, codes=("AB-1111",)):
    perk = actions.offer(make.admin(), PerkPlan(a_pool(*codes).id, Audience.LIST))
    for member in members:
        actions.put_on_list(make.admin(), perk, member.username)
    return perk


def shown(client, address: str = "/my/perks") -> str:
    return " ".join(client.get(address).text.split())


def no_problems() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_below_the_tier_the_claim_is_refused_and_above_there_is_a_code(app, sign_in):
    perk, member = a_perk("AB-1111"), joined()
    client = sign_in(member)

    refused = client.post(f"/my/perks/{perk.id}/claim")
    assert refused.status_code == 403
    assert "The page of tiers says how to get there." in refused.text
    assert "Yours once you are Silver." in shown(client)
    earn(member, 1000)
    answer = client.post(f"/my/perks/{perk.id}/claim", follow_redirects=True)

    # Gold has what Silver has.
    assert "AB-1111" in answer.text
    assert 'data-copy-text="AB-1111"' in answer.text
    assert queries.kept()[0].delivered == queries.counts()[perk.pool_id].assigned == 1


def test_a_claim_sent_again_gives_the_same_code(app, sign_in):
    member = make.member()
    perk, client = listed(member, codes=("AB-1111", "AB-2222")), sign_in(member)

    for _ in range(3):
        client.post(f"/my/perks/{perk.id}/claim")

    assert "AB-1111" in shown(client)
    assert queries.free_count(perk.pool_id) == 1


def test_a_badge_opens_a_perk(app):
    member, admin = make.member(), make.admin()
    badges.plant()
    medal = medals.badge_at("ambassador")
    plan = PerkPlan(a_pool("AB-1111").id, Audience.BADGE, badge_id=medal.id)
    perk = actions.offer(admin, plan)

    with pytest.raises(Refused, match="perk_badge"):
        actions.claim(member, queries.perk_by_id(perk.id))
    badges.award(admin, medal, member, reason="Speaks for us.")

    assert actions.claim(member, queries.perk_by_id(perk.id)).code == "AB-1111"


def test_a_list_is_known_to_those_on_it_alone(app, sign_in):
    member, other = make.member(), make.member()
    perk = listed(member)

    assert "15 % off everything" in shown(sign_in(member))
    assert "15 % off everything" not in shown(sign_in(other))
    assert sign_in(other).post(f"/my/perks/{perk.id}/claim").status_code == 404
    with pytest.raises(NotFound):
        queries.perk_for(other, perk.id)


def test_guests_are_asked_to_sign_in(guest, app):
    answer = guest.post(f"/my/perks/{listed().id}/claim")

    assert "/sign-in" in answer.headers["Location"]


def test_who_comes_too_late_stands_in_line_and_is_served_in_order(app, sign_in, heard):
    people = [make.member() for _ in range(4)]
    perk = listed(*people)
    for one in people:
        actions.claim(one, queries.perk_by_id(perk.id))
    assert "Your place: 2" in shown(sign_in(people[2]))
    assert queries.kept()[0].waiting == 3

    actions.fill(make.admin(), queries.pool_by_id(perk.pool_id), "AB-2222\nAB-3333")
    serve({})

    assert [one.user_id for one in heard] == [people[1].id, people[2].id]
    page = shown(sign_in(people[1]))
    assert ("Show my code" in page, "AB-2222" in page) == (True, False)
    sign_in(people[1]).post(f"/my/perks/{perk.id}/show")
    assert "AB-2222" in shown(sign_in(people[1]))
    assert "Your place: 1" in shown(sign_in(people[3]))
    assert no_problems() == []


def test_nobody_overtakes_the_line(app):
    first, second, third = (make.member() for _ in range(3))
    perk = listed(first, second, third)
    for one in (first, second):
        actions.claim(one, queries.perk_by_id(perk.id))
    actions.fill(make.admin(), queries.pool_by_id(perk.pool_id), "AB-2222")

    assert actions.claim(third, queries.perk_by_id(perk.id)) is None
    serve({})

    assert queries.held(second.id, perk.pool_id).code == "AB-2222"
    assert queries.held(third.id, perk.pool_id) is None


def test_a_void_code_brings_another_one_by_itself(app):
    member = make.member()
    perk = listed(member, codes=("AB-1111", "AB-2222"))
    code = actions.claim(member, queries.perk_by_id(perk.id))

    actions.void(make.admin(), code, reason="It stood on a list of coupons.")
    serve({})

    claim = queries.claim_of(member, perk)
    assert claim.code.code == "AB-2222"
    assert no_problems() == []


def test_a_perk_that_is_over_gives_nothing_and_leaves_what_was_given(app, sign_in):
    early, late = make.member(), make.member()
    perk = listed(early, late, codes=("AB-1111", "AB-2222"))
    actions.claim(early, queries.perk_by_id(perk.id))

    actions.end_perk(make.admin(), queries.perk_by_id(perk.id))

    with pytest.raises(Refused, match="perk_over"):
        actions.claim(late, queries.perk_by_id(perk.id))
    assert "AB-1111" in shown(sign_in(early))
    assert "15 % off everything" not in shown(sign_in(late))


def test_after_the_last_moment_of_its_codes_a_perk_is_over(app):
    member = make.member()
    ends = clock.now().replace(microsecond=0)
    pool = a_pool("AB-1111", ends_at=ends)
    perk = actions.offer(make.admin(), PerkPlan(pool.id, Audience.LIST))
    actions.put_on_list(make.admin(), perk, member.username)

    with clock.at(ends):
        assert not queries.perk_by_id(perk.id).is_over()
    with clock.at(ends.replace(year=ends.year + 1)), pytest.raises(Refused, match="perk_over"):
        actions.claim(member, queries.perk_by_id(perk.id))


def test_the_link_puts_the_code_into_the_cart(app, sign_in):
    member = make.member()
    store = make.save(
        Store(key="one", name="Shop", platform=Platform.SHOPIFY, address="https://shop.example")
    )
    product = make.save(
        Product(
            slug="mill",
            title="Mill",
            state=ProductState.ACTIVE,
            store_id=store.id,
            external_variant_id="4711",
        )
    )
    pool = a_pool("AB-1111", product_id=product.id)
    perk = actions.offer(make.admin(), PerkPlan(pool.id, Audience.LIST))
    actions.put_on_list(make.admin(), perk, member.username)
    client = sign_in(member)

    page = client.post(f"/my/perks/{perk.id}/claim", follow_redirects=True).text

    assert 'href="https://shop.example/cart/4711:1?discount=AB-1111"' in page


def test_merged_accounts_have_one_claim_and_one_code(app):
    ada, double = make.member(), make.member()
    perk = listed(ada, double, codes=("AB-1111", "AB-2222"))
    for one in (ada, double):
        actions.claim(one, queries.perk_by_id(perk.id))

    accounts.merge_members(make.admin(), double, ada)

    db.session.expire_all()
    assert db.session.query(PerkClaim).count() == 1
    assert queries.claim_of(ada, perk).code.code == "AB-1111"
    assert no_problems() == []


def test_of_merged_accounts_the_one_that_waited_has_the_code_of_the_other(app):
    ada, double = make.member(), make.member()
    perk = listed(ada, double)
    for one in (double, ada):
        actions.claim(one, queries.perk_by_id(perk.id))
    assert queries.claim_of(ada, perk).code is None

    accounts.merge_members(make.admin(), double, ada)

    db.session.expire_all()
    assert queries.claim_of(ada, perk).code.code == "AB-1111"
    assert no_problems() == []


def test_whoever_is_taken_off_the_list_sees_the_code_that_came_before(app, sign_in):
    first, member = make.member(), make.member()
    perk = listed(first, member)
    for one in (first, member):
        actions.claim(one, queries.perk_by_id(perk.id))
    actions.fill(make.admin(), queries.pool_by_id(perk.pool_id), "AB-2222")
    serve({})
    actions.take_off_list(make.admin(), perk, member.id)
    client = sign_in(member)

    assert "Show my code" in shown(client)
    assert client.post(f"/my/perks/{perk.id}/show").status_code == 302
    assert "AB-2222" in shown(client)
    assert sign_in(make.member()).post(f"/my/perks/{perk.id}/show").status_code == 404


def test_lists_of_others_leave_ones_own_perks_on_the_page(app, sign_in, monkeypatch):
    member = make.member()
    mine = listed(member)
    pool_id = mine.pool_id
    for _ in range(3):
        actions.offer(make.admin(), PerkPlan(pool_id, Audience.LIST))
    monkeypatch.setattr("forum.codes.queries.perks.MOST", 2)

    assert [one.perk.id for one in queries.offers_for(member)] == [mine.id]
    assert "Get my code" in shown(sign_in(member))


def test_a_code_that_the_shop_does_not_take_yet_says_from_when(app, sign_in):
    member = make.member()
    begins = clock.now() + timedelta(days=30)
    store = make.save(Store(key="s", name="S", platform=Platform.NONE, address="https://s.example"))
    pool = a_pool("AB-1111", starts_at=begins, store_id=store.id)
    perk = actions.offer(make.admin(), PerkPlan(pool.id, Audience.LIST))
    actions.put_on_list(make.admin(), perk, member.username)
    client = sign_in(member)

    client.post(f"/my/perks/{perk.id}/claim")

    day = begins.strftime("%b %-d, %Y")
    assert f"from {day}" in shown(client) and "To the shop" not in shown(client)
    with clock.at(begins):
        assert f"from {day}" not in shown(client) and "To the shop" in shown(client)


def test_the_team_offers_a_perk_and_keeps_its_list(app, sign_in):
    pool, member, client = a_pool("AB-1111"), make.member(username="ada"), sign_in(make.admin())
    typed = {"pool": pool.id, "audience": "list", "tier": "0", "badge": "0", "words": "For you."}

    address = client.post("/admin/codes/perks/new", data=typed).headers["Location"]
    assert (
        "There is nobody of this name." in client.post(f"{address}/list", data={"name": "x"}).text
    )
    client.post(f"{address}/list", data={"name": "@ada"})
    assert "ada" in shown(client, address)
    client.post(f"{address}/list/{member.id}/remove")

    assert "Nobody yet" in shown(client, address)


def test_a_perk_of_a_tier_needs_a_tier(app):
    for audience, word in ((Audience.TIER, "no_tier"), (Audience.BADGE, "no_badge")):
        with pytest.raises(Invalid, match=word):
            actions.offer(make.admin(), PerkPlan(a_pool(label=word).id, audience))


def test_the_page_of_promises_says_who_waits(app, sign_in):
    first, second = make.member(), make.member()
    perk = listed(first, second)
    for one in (first, second):
        actions.claim(one, queries.perk_by_id(perk.id))

    page = shown(sign_in(make.moderator()), "/admin/tiers/promises")

    assert "1 waits" in page
    assert "AB-1111" not in page


def test_the_number_of_questions_does_not_grow_with_perks(app, sign_in):
    member = joined()
    client = sign_in(member)
    a_perk(*some_codes(3))
    with count_queries() as few:
        client.get("/my/perks")
    for number in range(6):
        a_perk(f"X-{number}", label=f"Pool {number}")

    with count_queries() as many:
        client.get("/my/perks")

    assert len(many) == len(few)


def test_who_stood_in_line_is_told_and_the_code_stands_in_no_notice(app, sign_in):
    first, second = make.member(), make.member()
    perk = listed(first, second)
    for one in (first, second):
        actions.claim(one, queries.perk_by_id(perk.id))
    actions.fill(make.admin(), queries.pool_by_id(perk.pool_id), "AB-2222")
    serve({})

    page = shown(sign_in(second), "/notices")

    assert "Your code for the shop is there: 15 % off everything" in page
    assert "AB-2222" not in page


def test_those_who_run_the_site_are_told_that_a_pool_is_empty(app, sign_in):
    admin, member = make.admin(), make.member()
    actions.hand_out(member, a_pool("AB-1111", admin=admin))

    assert "The pool “Autumn” has no code left" in shown(sign_in(admin), "/notices")
