"""Staff pages of products, stores and orders."""

# Its pages belong to those of orders.
from forum.commerce.admin import customers as customers
from forum.commerce.admin.orders import bp as orders
from forum.commerce.admin.products import bp as products
from forum.commerce.admin.stores import bp as stores

__all__ = ["orders", "products", "stores"]
