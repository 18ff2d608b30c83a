"""What codes show on other pages: to members their perks, to staff what runs short or waits."""

from collections.abc import Sequence

from forum.accounts.models import User, Viewer
from forum.codes import queries, wording
from forum.kernel.slots import Part


def on_overview(viewer: Viewer) -> Sequence[Part]:
    """Which pools need more codes. One query."""
    short = queries.short() if viewer.is_admin else ()
    return [Part("codes/_short.html", {"pools": short})] if short else []


def on_perks(viewer: Viewer) -> Sequence[Part]:
    """The perks that a member hears of, with their codes."""
    offers = queries.offers_for(viewer) if isinstance(viewer, User) else ()
    return [Part("codes/_perks.html", {"offers": offers, "said": wording})] if offers else []


def on_promises(_viewer: Viewer) -> Sequence[Part]:
    """How far perks are kept: who may, who asked, who has, who waits."""
    kept = queries.kept()
    return [Part("codes/_kept.html", {"kept": kept, "said": wording})] if kept else []


PAGES = {
    "admin.overview": on_overview,
    "tiers.perks": on_perks,
    "tiers.promises": on_promises,
}
