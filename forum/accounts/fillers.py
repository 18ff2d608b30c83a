"""What the accounts show on the first of the staff pages."""

from collections.abc import Sequence

from forum.accounts import directory, queries
from forum.accounts.models import Viewer
from forum.kernel.slots import Part


def on_growth(viewer: Viewer) -> Sequence[Part]:
    """How many members there are, and how many came in lately."""
    grown = directory.grown()
    return [Part("accounts/_growth.html", {"total": queries.member_count(), "growth": grown})]
