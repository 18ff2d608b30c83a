"""What the brand sells: making a product, changing it, its pictures."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.commerce import money, policy, queries
from forum.commerce.models import Product, ProductState
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.slugs import slugify
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.markup.render import render
from forum.markup.typed import clean
from forum.uploads import actions as uploads
from forum.uploads import queries as pictures

KIND = "product"
EXTERNAL = ("external_product_id", "external_variant_id")


@dataclass(frozen=True)
class ProductPlan:
    """What a product is to be. The price as typed, such as "49.00"; empty for none."""

    title: str
    body: str = ""
    price: str = ""
    currency: str = ""
    sku: str = ""
    external_product_id: str = ""
    external_variant_id: str = ""
    store_id: int | None = None
    address: str = ""
    state: ProductState = ProductState.DRAFT


@action
def create_product(admin: User, plan: ProductPlan) -> Product:
    """Make one more product. Raises Invalid."""
    require(policy.can_look_after(admin))
    # No other product comes by the same address meanwhile.
    wait_for_turn("commerce.goods")
    product = Product(created_by_id=admin.id)
    _apply(product, plan)
    product.slug = _free_slug(product.title)
    db.session.add(product)
    db.session.flush()
    _place(product)
    after = _told(product)
    audit.record(admin, "commerce.create_product", KIND, product.id, after=after)
    return product


@action
def change_product(admin: User, product: Product, plan: ProductPlan) -> None:
    """Change a product; its address here stays. Raises Invalid."""
    require(policy.can_look_after(admin))
    before = _told(product)
    _apply(product, plan)
    _place(product)
    after = _told(product)
    if before != after:
        told = {"before": before, "after": after}
        audit.record(admin, "commerce.change_product", KIND, product.id, **told)


def add_picture(admin: User, product: Product, data: bytes, *, alt: str = "") -> None:
    """Show one more picture. Raises Invalid("file", …)."""
    require(policy.can_look_after(admin))
    if len(product.pictures) >= policy.MOST_PICTURES:
        raise Invalid("file", "too_many", most=policy.MOST_PICTURES)
    _show(admin, product.id, uploads.take_in(admin, data, alt=alt).public_id)


@action
def remove_picture(admin: User, product: Product, public_id: str) -> None:
    """Show a picture no longer. Raises NotFound."""
    require(policy.can_look_after(admin))
    db.session.refresh(product, ["pictures"], with_for_update=True)
    if public_id not in product.pictures:
        raise NotFound
    product.pictures = [one for one in product.pictures if one != public_id]
    _place(product)
    before = {"picture": public_id}
    audit.record(admin, "commerce.remove_picture", KIND, product.id, before=before)


@action
def _show(admin: User, product_id: int, public_id: str) -> None:
    product = queries.product_by_id(product_id)
    db.session.refresh(product, ["pictures"], with_for_update=True)
    product.pictures = [*product.pictures, public_id]
    _place(product)
    after = {"picture": public_id}
    audit.record(admin, "commerce.add_picture", KIND, product.id, after=after)


def _place(product: Product) -> None:
    """Who may see the product may see its pictures; who that is, its door knows."""
    shown = render(product.body_md, pictures.writing_site(), anchor="product").uploads
    ids = [*product.pictures, *shown]
    uploads.place(KIND, product.id, ids, door=KIND, door_id=product.id)


def _apply(product: Product, plan: ProductPlan) -> None:
    product.title = _line("title", plan.title, policy.LONGEST_TITLE)
    if not product.title:
        raise Invalid("title", "no_words")
    body = clean(plan.body.replace("\r\n", "\n").strip())
    if len(body) > policy.LONGEST_BODY:
        raise Invalid("body", "too_long", most=policy.LONGEST_BODY)
    product.body_md = body
    site = pictures.writing_site()
    product.body_html = render(body, site, anchor="product").html if body else ""
    _set_price(product, plan)
    _set_shop(product, plan)
    product.state = plan.state


def _set_price(product: Product, plan: ProductPlan) -> None:
    currency, typed = plan.currency.strip().upper(), plan.price.strip().replace(",", ".")
    if currency and not money.is_currency(currency):
        raise Invalid("currency", "no_currency")
    if typed and not currency:
        raise Invalid("currency", "needs_currency")
    product.currency, product.price_minor = currency, None
    if typed:
        try:
            price = money.minor(typed, currency)
        except ValueError as error:
            raise Invalid("price", "no_price") from error
        # "1.000" is a thousand to some and one to others: who means it writes it out.
        if len(typed.partition(".")[2]) > money.digits(currency):
            raise Invalid("price", "no_price")
        if not 0 <= price <= money.minor(policy.MOST_PRICE, currency):
            raise Invalid("price", "no_price")
        product.price_minor = price


def _set_shop(product: Product, plan: ProductPlan) -> None:
    product.store_id = None
    if plan.store_id is not None:
        product.store_id = queries.store_by_id(plan.store_id).id
    for name in ("sku", *EXTERNAL):
        setattr(product, name, _line(name, getattr(plan, name), policy.LONGEST_WORD))
    product.address = web_address(plan.address)


def web_address(typed: str) -> str:
    """The address of a page elsewhere, or nothing. Raises Invalid("address", …)."""
    address = _line("address", typed, policy.LONGEST_ADDRESS)
    try:
        parts = urlsplit(address)
        is_fit = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_fit = False
    if address and (not is_fit or " " in address):
        raise Invalid("address", "no_address")
    return address


def _line(field: str, typed: str, most: int) -> str:
    words = " ".join(clean(typed).split())
    if len(words) > most:
        raise Invalid(field, "too_long", most=most)
    return words


def _free_slug(title: str) -> str:
    base = slugify(title, "product")[:70].strip("-")
    slug, number = base, 1
    while queries.is_slug_taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def _told(product: Product) -> dict[str, object]:
    """What the audit log says of it."""
    names = ("title", "price_minor", "currency", "sku", "store_id", "address", "state", "body_md")
    return {name: getattr(product, name) for name in (*names, *EXTERNAL)}
