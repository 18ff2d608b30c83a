"""Where a code leads: forms that the shops know, and nothing that breaks out of them."""

import random
import string
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from forum.codes.queries import shop_link

DIGITS = string.digits + "-_"
NASTY = "aZ09-._~ /?#&=+%;:@!$'()*,<>\"\\^`{|}[]\r\n\t\0äß茶😀"


@dataclass
class Item:
    address: str | None = None
    external_product_id: str | None = None
    external_variant_id: str | None = None


@dataclass
class Shop:
    platform: str
    address: str | None = "https://shop.example"


@pytest.mark.parametrize(
    ("shop", "item", "link"),
    [
        (
            Shop("shopify"),
            Item("https://shop.example/products/mill"),
            "https://shop.example/discount/AB-1?redirect=%2Fproducts%2Fmill",
        ),
        (
            Shop("shopify", "https://shop.example/"),
            Item(external_variant_id="4711"),
            "https://shop.example/cart/4711:1?discount=AB-1",
        ),
        (Shop("shopify"), None, "https://shop.example/discount/AB-1"),
        (
            Shop("woocommerce"),
            Item(external_product_id="12"),
            "https://shop.example/checkout-link/?products=12:1&coupon=AB-1",
        ),
        (
            Shop("woocommerce", "https://shop.example/sub/"),
            None,
            "https://shop.example/sub/checkout-link/?coupon=AB-1",
        ),
        (
            Shop("stripe"),
            Item("https://buy.stripe.example/abc?locale=de"),
            "https://buy.stripe.example/abc?locale=de&prefilled_promo_code=AB-1&client_reference_id=AB-1",
        ),
        (Shop("none"), Item("https://shop.example/mill"), "https://shop.example/mill"),
        (None, Item("https://shop.example/mill"), "https://shop.example/mill"),
        (Shop("none"), None, "https://shop.example"),
        (Shop("shopify", "javascript:alert(1)"), None, ""),
        (None, Item("javascript:alert(1)"), ""),
        (None, None, ""),
    ],
    ids=range(12),
)
def test_each_shop_has_its_own_form(shop, item, link):
    assert shop_link("AB-1", item, shop) == link


@pytest.mark.parametrize("seed", range(40))
def test_no_word_breaks_out_of_its_place(seed):
    draw = random.Random(seed)
    word = lambda: "".join(draw.choices(NASTY, k=draw.randint(1, 30)))  # noqa: E731
    code, number = word(), word()

    cart = urlsplit(shop_link(code, Item(external_variant_id=number), Shop("shopify")))
    path = urlsplit(shop_link(code, None, Shop("shopify")))
    woo = urlsplit(shop_link(code, Item(external_product_id=number), Shop("woocommerce")))
    page = Item("https://buy.example/p?a=1#end")
    pay = urlsplit(shop_link(code, page, Shop("stripe")))

    assert {one.netloc for one in (cart, path, woo)} == {"shop.example"}
    assert unquote(cart.path) == f"/cart/{number}:1"
    assert parse_qs(cart.query, keep_blank_values=True) == {"discount": [code]}
    assert unquote(path.path) == f"/discount/{code}"
    assert (path.path.count("/"), path.query, path.fragment) == (2, "", "")
    assert parse_qs(woo.query) == {"products": [f"{number}:1"], "coupon": [code]}
    told = parse_qs(pay.query)
    assert (told["a"], told["prefilled_promo_code"]) == (["1"], [code])
    assert set("".join(told.get("client_reference_id", []))) <= set(string.ascii_letters + DIGITS)
    assert (pay.netloc, pay.fragment) == ("buy.example", "end")
