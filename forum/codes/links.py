"""Where a code leads: the address in the shop that puts it into the cart by itself."""

import re
from typing import Protocol
from urllib.parse import quote, urlsplit, urlunsplit


class Item(Protocol):
    """What a link needs to know of a product."""

    @property
    def address(self) -> str | None: ...

    @property
    def external_product_id(self) -> str | None: ...

    @property
    def external_variant_id(self) -> str | None: ...


class Shop(Protocol):
    """What a link needs to know of a store."""

    @property
    def platform(self) -> str: ...

    @property
    def address(self) -> str | None: ...


# What Stripe takes as a reference.
REFERENCE = re.compile(r"[A-Za-z0-9_-]{1,200}")


def shop_link(code: str, product: Item | None, store: Shop | None) -> str:
    """The address that applies the code as far as the shop can; empty when there is none.

    Stripe says nothing later of the code that was used, so it has it as a reference to give back.
    """
    platform = str(store.platform) if store else "none"
    base = _base(store.address if store else None)
    if platform == "shopify" and base:
        return _shopify(base, code, product)
    if platform == "woocommerce" and base:
        return _woocommerce(base, code, product)
    page = _page(product.address if product else None)
    if platform == "stripe" and page:
        back = code if REFERENCE.fullmatch(code) else ""
        return _with(page, prefilled_promo_code=code, client_reference_id=back)
    return page or base


def _shopify(base: str, code: str, product: Item | None) -> str:
    variant = product.external_variant_id if product else None
    if variant:
        return f"{base}/cart/{_value(variant)}:1?discount={_value(code)}"
    path = urlsplit(_page(product.address)).path if product and product.address else ""
    if path.strip("/"):
        return f"{base}/discount/{_value(code)}?redirect={_value(path)}"
    return f"{base}/discount/{_value(code)}"


def _woocommerce(base: str, code: str, product: Item | None) -> str:
    number = (product.external_variant_id or product.external_product_id) if product else None
    if number:
        return f"{base}/checkout-link/?products={_value(number)}:1&coupon={_value(code)}"
    return f"{base}/checkout-link/?coupon={_value(code)}"


def _with(page: str, **values: str) -> str:
    parts = urlsplit(page)
    more = "&".join(f"{name}={_value(value)}" for name, value in values.items() if value)
    return urlunsplit(parts._replace(query="&".join(one for one in (parts.query, more) if one)))


def _base(address: str | None) -> str:
    return _page(address).split("?")[0].split("#")[0].rstrip("/")


def _page(address: str | None) -> str:
    """An address of the web, or nothing: a link never leads to what a browser would run."""
    parts = urlsplit((address or "").strip())
    return urlunsplit(parts) if parts.scheme in {"http", "https"} and parts.netloc else ""


def _value(word: str) -> str:
    return quote(word, safe="")
