"""Stores and products; orders, what became of them, and how they came."""

from forum.commerce.models.deliveries import (
    NO_ORDER,
    Delivery,
    DeliveryState,
    Refusal,
    WhyRefused,
)
from forum.commerce.models.goods import Platform, Product, ProductState, Store
from forum.commerce.models.imports import (
    OPEN,
    ImportLine,
    ImportState,
    LineOutcome,
    OrderImport,
)
from forum.commerce.models.orders import (
    COUNTING,
    KEEPING,
    CustomerMark,
    NoteKind,
    Order,
    OrderLine,
    OrderNote,
    OrderStatus,
    Refund,
)

__all__ = [
    "COUNTING",
    "KEEPING",
    "NO_ORDER",
    "OPEN",
    "CustomerMark",
    "Delivery",
    "DeliveryState",
    "ImportLine",
    "ImportState",
    "LineOutcome",
    "NoteKind",
    "Order",
    "OrderImport",
    "OrderLine",
    "OrderNote",
    "OrderStatus",
    "Platform",
    "Product",
    "ProductState",
    "Refund",
    "Refusal",
    "Store",
    "WhyRefused",
]
