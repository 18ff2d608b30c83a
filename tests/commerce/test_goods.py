"""Products and stores: what is taken in, and who may see it."""

from io import BytesIO

import pytest

from forum.commerce import actions, keys, policy, queries, words
from forum.commerce.actions import ProductPlan, StorePlan
from forum.commerce.models import Platform, ProductState, Store
from forum.kernel import sealing
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from tests.support import make
from tests.support.queries import count_queries
from tests.uploads.pictures import drawn


def test_a_brand_without_a_shop_has_products_with_a_web_address(app):
    plan = ProductPlan(
        "Copper kettle", price="49.00", currency="eur", address="https://a.example/k"
    )

    product = actions.create_product(make.admin(), plan)

    assert (product.price_minor, product.currency, product.store_id) == (4900, "EUR", None)
    assert queries.product_called("copper-kettle").id == product.id


def test_two_products_of_one_title_have_addresses_of_their_own(app):
    boss = make.admin()
    slugs = [actions.create_product(boss, ProductPlan("Kettle")).slug for _ in range(3)]

    assert slugs == ["kettle", "kettle-2", "kettle-3"]


@pytest.mark.parametrize(
    ("given", "currency", "minor"),
    [("49", "EUR", 4900), ("49,5", "EUR", 4950), ("4900", "JPY", 4900), ("1.234", "KWD", 1234)],
)
def test_a_price_is_kept_in_the_smallest_unit_of_its_currency(app, given, currency, minor):
    plan = ProductPlan("Kettle", price=given, currency=currency)

    assert actions.create_product(make.admin(), plan).price_minor == minor


@pytest.mark.parametrize(
    ("field", "reason", "given"),
    [
        ("title", "no_words", {"title": "  "}),
        ("title", "too_long", {"title": "x" * 121}),
        ("price", "no_price", {"price": "cheap", "currency": "EUR"}),
        ("price", "no_price", {"price": "-1", "currency": "EUR"}),
        ("price", "no_price", {"price": "1.999", "currency": "EUR"}),
        ("price", "no_price", {"price": "1.000", "currency": "EUR"}),
        ("price", "no_price", {"price": "1,000", "currency": "EUR"}),
        ("price", "no_price", {"price": "NaN", "currency": "EUR"}),
        ("price", "no_price", {"price": "1e12", "currency": "EUR"}),
        ("currency", "needs_currency", {"price": "1"}),
        ("currency", "no_currency", {"currency": "EURO"}),
        ("address", "no_address", {"address": "javascript:alert(1)"}),
        ("address", "no_address", {"address": "shop.example"}),
        ("address", "no_address", {"address": "http://["}),
    ],
)
def test_what_cannot_be_a_product_is_refused_at_its_field(app, field, reason, given):
    with pytest.raises(Invalid) as refused:
        actions.create_product(make.admin(), ProductPlan(**{"title": "Kettle"} | given))

    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_only_admins_look_after_products_and_stores(app):
    for somebody in (make.member(), make.moderator()):
        with pytest.raises(Refused):
            actions.create_product(somebody, ProductPlan("Kettle"))
        with pytest.raises(Refused):
            actions.create_store(somebody, "main", StorePlan("Shop"))


def test_a_refused_product_keeps_what_was_typed(sign_in):
    typed = {"title": "Kettle", "body": "Of copper.", "price": "cheap", "currency": "EUR"}
    page = sign_in(make.admin()).post(
        "/admin/products/new", data=typed | {"store": "0", "state": "draft"}
    )

    assert "Of copper." in page.text and 'value="cheap"' in page.text
    assert "Write the price as a number" in page.text


def status_of(browser, address):
    answer = browser.get(address)
    answer.close()
    return answer.status_code


def test_pictures_of_a_draft_are_seen_by_admins_alone(sign_in, guest):
    boss = make.admin()
    product = actions.create_product(boss, ProductPlan("Kettle"))
    browser = sign_in(boss)
    where = f"/admin/products/{product.id}/pictures"
    browser.post(where, data={"file": (BytesIO(drawn()), "k.png")})
    product = queries.product_by_id(product.id)
    picture = f"/uploads/{product.pictures[0]}"

    assert status_of(guest, picture) == 404
    actions.change_product(boss, product, ProductPlan("Kettle", state=ProductState.ACTIVE))
    assert status_of(guest, picture) == 200
    browser.post(f"{where}/{product.pictures[0]}/remove")
    assert queries.product_by_id(product.id).pictures == []


def test_a_product_takes_so_many_pictures_and_says_so(app, sign_in):
    boss = make.admin()
    product = actions.create_product(boss, ProductPlan("Kettle"))
    product.pictures = ["x" * 22] * policy.MOST_PICTURES
    make.save(product)

    with pytest.raises(Invalid, match="too_many"):
        actions.add_picture(boss, product, drawn())


def test_a_secret_lies_sealed_and_is_shown_nowhere(sign_in):
    boss = make.admin()
    store = actions.create_store(boss, "main", StorePlan("Shop", Platform.STRIPE))

    browser = sign_in(boss)
    browser.post(f"/admin/stores/{store.id}/secret", data={"secret": "whsec_invented_secret"})

    kept = db.session.get(Store, store.id)
    assert kept.secret_sealed and "whsec" not in kept.secret_sealed
    for page in (f"/admin/stores/{store.id}", "/admin/stores", "/admin/audit"):
        text = browser.get(page).text
        assert "whsec_invented_secret" not in text and kept.secret_sealed not in text


def test_a_secret_that_is_sent_twice_leaves_the_one_before_it(app):
    boss = make.admin()
    store = actions.create_store(boss, "main", StorePlan("Shop", Platform.STRIPE))
    for secret in ("whsec_of_yesterday", "whsec_of_today__"):
        actions.set_secret(boss, store, secret)
    before = store.old_secret_sealed

    actions.set_secret(boss, store, "whsec_of_today__")

    assert store.old_secret_sealed == before
    assert sealing.unsealed_text(before, keys.secrets_key()) == "whsec_of_yesterday"


@pytest.mark.parametrize("key", ["", "Main", "a b", "-a", "x" * 41, "ä"])
def test_a_key_that_cannot_stand_in_an_address_is_refused(app, key):
    with pytest.raises(Invalid, match="no_key"):
        actions.create_store(make.admin(), key, StorePlan("Shop"))


def test_two_stores_have_two_keys(app):
    boss = make.admin()
    actions.create_store(boss, "main", StorePlan("Shop"))

    with pytest.raises(Invalid, match="taken"):
        actions.create_store(boss, "main", StorePlan("Another"))


def test_the_list_of_products_costs_the_same_for_few_and_for_many(sign_in):
    boss = make.admin()
    browser = sign_in(boss)
    actions.create_product(boss, ProductPlan("Kettle"))

    def cost():
        with count_queries() as seen:
            assert browser.get("/admin/products").status_code == 200
        return len(seen)

    cost()
    few = cost()
    for number in range(8):
        actions.create_product(boss, ProductPlan(f"Kettle {number}"))

    assert cost() == few


def test_a_product_that_is_gone_is_not_found(app):
    with pytest.raises(NotFound):
        queries.product_by_id(4711)


def test_money_is_written_as_the_reader_writes_it(app):
    with app.test_request_context():
        assert words.price(4900, "EUR") == "€49.00"
        assert words.price(4900, "JPY") == "¥4,900"
        assert words.price(None, "EUR") == ""
