"""What products, stores and orders are called on pages, and how money is written."""

from collections.abc import Mapping
from typing import Any

from flask_babel import format_currency, gettext
from flask_babel import lazy_gettext as _

from forum.commerce import money
from forum.commerce.models import ImportState, LineOutcome, OrderStatus, Platform, ProductState

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
# The word, how its chip looks, its icon.
IMPORT_STATES: Mapping[ImportState, tuple[Any, str, str]] = {
    ImportState.WAITING: (_("Waits for its turn"), "", "hourglass"),
    ImportState.WORKING: (_("Is being taken in"), "brand", "play"),
    ImportState.DONE: (_("Taken in"), "good", "circle-check"),
    ImportState.FAILED: (_("Failed"), "bad", "circle-x"),
}
OUTCOMES: Mapping[LineOutcome, tuple[Any, str, str]] = {
    LineOutcome.NEW: (_("New"), "good", "plus"),
    LineOutcome.CHANGED: (_("Changed"), "brand", "pencil"),
    LineOutcome.SAME: (_("As they were"), "", "circle-check"),
    LineOutcome.REJECTED: (_("Not taken"), "bad", "circle-x"),
}
# What is amiss with an order of a file; dates are told by the name of their column.
LINE_PROBLEMS: Mapping[str, Any] = {
    "name": _("The line has no number of an order."),
    "status": _("Nobody here knows this state of a payment."),
    "currency": _("The currency is missing, unknown, or another one than the order has here."),
    "total": _("The total is missing or no number."),
    "tax": _("The tax is no number."),
    "discount": _("The discount is no number."),
    "refunded": _("What was refunded is no number."),
    "price": _("The price of a line is no number."),
    "quantity": _("How many pieces a line has is no whole number."),
    "ordered_at": _("The moment of the order is missing or cannot be read."),
    "paid_at": _("The moment of the payment cannot be read."),
    "updated_at": _("The moment of the last change cannot be read."),
    "cancelled_at": _("The moment of the cancellation cannot be read."),
}
# The columns without which nothing can be taken in, as shops head them.
COLUMNS: Mapping[str, str] = {
    "name": "Name",
    "status": "Financial Status",
    "currency": "Currency",
    "total": "Total",
    "ordered_at": "Created at",
}
# Why a whole file was not taken in, or not to its end.
FILE_PROBLEMS: Mapping[str, Any] = {
    "no_table": _("It is no table with commas between its columns, or a quotation mark is open."),
    "too_long": _("It has more than 200,000 lines. Bring it in parts."),
    "sealed": _("The key of this forum has changed since the file was brought. Bring it again."),
    "gone": _("The file is not here any more. Bring it again."),
    "cut_short": _("Nobody could take it in to its end for two days. Bring it again."),
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


def file_problem(word: str) -> str:
    """Why a whole file was not taken in."""
    kind, _blank, columns = word.partition(" ")
    if kind == "missing":
        named = ", ".join(COLUMNS.get(one, one) for one in columns.split(", "))
        return str(gettext("It has no column for: %(columns)s.", columns=named))
    return str(FILE_PROBLEMS.get(word, word))
