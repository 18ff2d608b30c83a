"""What set-up shows on the first of the staff pages, and on the page about the community."""

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


def on_about(_viewer: Viewer) -> Sequence[Part]:
    """Why one should join, on the page about the community."""
    told = queries.told()
    return [Part("setup/_reasons.html", {"told": told})] if told else []


def on_health(viewer: Viewer) -> Sequence[Part]:
    """Reasons whose figures are worse than promised."""
    broken = [each for each in queries.told() if each.is_broken] if viewer.is_admin else []
    return [Part("setup/_broken.html", {"broken": broken, "metrics": METRICS})] if broken else []


PAGES = {"admin.overview": on_overview, "admin.health": on_health, "pages.about": on_about}
