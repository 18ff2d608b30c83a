"""What products, stores and orders are called on pages, and how money is written."""

from collections.abc import Mapping
from typing import Any

from flask_babel import format_currency
from flask_babel import lazy_gettext as _

from forum.commerce import money
from forum.commerce.models import OrderStatus, Platform, ProductState

PLATFORMS: Mapping[Platform, Any] = {
    Platform.SHOPIFY: _("Shopify"),
    Platform.WOOCOMMERCE: _("WooCommerce"),
    Platform.STRIPE: _("Stripe"),
    Platform.NONE: _("Another shop, by files"),
}
# What a shop is asked to send, in its own words.
TOPICS: Mapping[Platform, tuple[str, ...]] = {
    Platform.SHOPIFY: (
        "orders/create",
        "orders/paid",
        "orders/updated",
        "orders/cancelled",
        "refunds/create",
    ),
    Platform.WOOCOMMERCE: ("order.created", "order.updated", "order.deleted"),
    Platform.STRIPE: (
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "charge.refunded",
        "charge.dispute.created",
    ),
}
# The word, how its chip looks, its icon.
PRODUCT_STATES: Mapping[ProductState, tuple[Any, str, str]] = {
    ProductState.DRAFT: (_("Draft"), "warn", "pencil"),
    ProductState.ACTIVE: (_("In use"), "good", "circle-check"),
    ProductState.ARCHIVED: (_("Archived"), "", "archive"),
}
OUTCOMES: Mapping[str, Any] = {
    "new": _("New"),
    "changed": _("Changed"),
    "same": _("As they were"),
    "rejected": _("Not taken"),
}
STATUSES: Mapping[OrderStatus, tuple[Any, str, str]] = {
    OrderStatus.PENDING: (_("Not paid yet"), "warn", "clock"),
    OrderStatus.PAID: (_("Paid"), "good", "circle-check"),
    OrderStatus.PARTIALLY_REFUNDED: (_("Partly refunded"), "warn", "undo-2"),
    OrderStatus.REFUNDED: (_("Refunded"), "", "undo-2"),
    OrderStatus.CANCELLED: (_("Cancelled"), "", "circle-x"),
}


def price(amount: int | None, currency: str) -> str:
    """A sum of money as the reader's language writes it; empty for none."""
    if amount is None or not currency:
        return ""
    return str(format_currency(money.major(amount, currency), currency))
