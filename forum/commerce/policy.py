"""Who looks after products, stores and orders."""

from datetime import timedelta

from forum.accounts.models import Viewer
from forum.commerce.models import Product, ProductState
from forum.kernel.policy import ALLOW, Verdict, deny

LONGEST_TITLE = 120
LONGEST_NAME = 80
LONGEST_KEY = 40
LONGEST_ADDRESS = 500
LONGEST_WORD = 80
LONGEST_NUMBER = 120
LONGEST_BODY = 20_000
LONGEST_SECRET = 500
SHORTEST_SECRET = 16
LONGEST_NOTE = 300
MOST_PICTURES = 8
# In whole units of the currency.
MOST_PRICE = 100_000_000
# So long a shop may still sign with the secret before the new one.
ROTATION = timedelta(hours=24)
# Of one delivery.
MOST_BYTES = 1024 * 1024


def can_see(viewer: Viewer, product: Product) -> Verdict:
    """Whether the viewer may see the product, as far as the shop decides: drafts are for those who
    make them. A launch may keep it back for longer."""
    if viewer.is_admin or product.state != ProductState.DRAFT:
        return ALLOW
    return deny("admins_only")


def can_look_after(viewer: Viewer) -> Verdict:
    """Whether the viewer may see and change products, stores and orders."""
    return ALLOW if viewer.is_admin else deny("admins_only")
