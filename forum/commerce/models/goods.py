"""Where the brand sells, and what."""

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class Platform(StrEnum):
    """The software of a shop, which decides how it signs what it sends."""

    SHOPIFY = "shopify"
    WOOCOMMERCE = "woocommerce"
    STRIPE = "stripe"
    # None of these: orders come as files.
    NONE = "none"


class ProductState(StrEnum):
    """Whether a product may be chosen for something new."""

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class Store(Model):
    """A shop of the brand. A brand without one has products all the same."""

    __tablename__ = "stores"

    id: Mapped[int] = mapped_column(primary_key=True)
    # What the shop's address here is made of.
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    platform: Mapped[Platform] = mapped_column(String(12))
    # Where people buy, such as https://shop.example.org.
    address: Mapped[str] = mapped_column(String(500), default="")
    # The name by which Shopify says from which shop a delivery comes; empty: it is not asked.
    shop_domain: Mapped[str] = mapped_column(String(200), default="")
    # What deliveries are signed with, sealed; and the one before it, which counts for a while.
    secret_sealed: Mapped[str] = mapped_column(Text, default="")
    old_secret_sealed: Mapped[str] = mapped_column(Text, default="")
    old_secret_until: Mapped[Moment | None]
    # Everything of it is for trying, and counts nowhere.
    is_test: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    closed_at: Mapped[Moment | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Product(Model):
    """Something that the brand sells."""

    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    body_md: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    # The public ids of its pictures, in their order.
    pictures: Mapped[list[str]] = mapped_column(Json, default=list)
    # In the smallest unit of the currency; None: not said.
    price_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="")
    sku: Mapped[str] = mapped_column(String(80), default="", index=True)
    external_product_id: Mapped[str] = mapped_column(String(80), default="", index=True)
    external_variant_id: Mapped[str] = mapped_column(String(80), default="", index=True)
    store_id: Mapped[int | None] = mapped_column(ForeignKey("stores.id"), index=True)
    # The page in the shop.
    address: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[ProductState] = mapped_column(String(10), default=ProductState.DRAFT)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
