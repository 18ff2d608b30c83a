"""What guides show on every page: the way to them, as soon as there is one to read."""

from collections.abc import Sequence

from forum.accounts.models import Viewer
from forum.guides import queries
from forum.kernel.slots import Part


def in_navigation(viewer: Viewer) -> Sequence[Part]:
    """An entry of the side navigation."""
    return [Part("guides/_nav.html")] if queries.has_any(viewer) else []
