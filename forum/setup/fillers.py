"""What set-up shows on the first of the staff pages."""

from collections.abc import Sequence

from forum.accounts.models import Viewer
from forum.kernel.slots import Part
from forum.setup import policy, queries
from forum.setup.forms import METRICS


def on_overview(viewer: Viewer) -> Sequence[Part]:
    """How far set-up is, until it is over; and how far the goals are."""
    parts = []
    journey = queries.journey()
    if journey.is_begun and not journey.is_over and policy.can_set_up(viewer):
        data = {"journey": journey, "has_channels": queries.has_channels()}
        parts.append(Part("setup/_overview.html", data))
    progress = queries.progress()
    if progress:
        parts.append(Part("setup/_goals.html", {"progress": progress, "metrics": METRICS}))
    return parts


PAGES = {"admin.overview": on_overview}
