"""The question on the front page of those who are asked."""

from collections.abc import Sequence

from forum.accounts.models import Viewer
from forum.belonging import queries, settings
from forum.belonging.forms import BelongingForm
from forum.kernel.slots import Part


def on_home(viewer: Viewer) -> Sequence[Part]:
    """The question, while it is open. One query."""
    if viewer.is_guest or not settings.IS_ASKED.get() or not queries.is_asked(viewer.id):
        return []
    return [Part("belonging/_card.html", {"form": BelongingForm()})]
