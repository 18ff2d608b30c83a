"""What commerce shows on other pages: who is a customer, the way to one's orders, what is late."""

from collections.abc import Callable, Mapping, Sequence

from forum.accounts.models import User, Viewer
from forum.commerce import queries
from forum.kernel.slots import Part

MARK = Part("commerce/_mark.html", key="customer")
MINE = Part("commerce/_mine.html")


def on_member_page(_viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """That a member is a verified customer. One query."""
    known = queries.verified([member.id for member in members])
    return {member.id: MARK for member in members if member.id in known}


def beside_own_page(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """On one's own page the way to one's orders, where the brand sells; one query, and none on the
    pages of others."""
    mine = [member.id for member in members if viewer.is_member and member.id == viewer.id]
    return dict.fromkeys(mine, MINE) if mine and queries.has_stores() else {}


def on_overview(viewer: Viewer) -> Sequence[Part]:
    """Deliveries that nobody could read, refunds without an order, disputes. One query."""
    if not viewer.is_admin:
        return []
    lost = queries.lost()
    is_any = lost.unread or lost.refunds or lost.disputes
    return [Part("commerce/_lost.html", {"lost": lost})] if is_any else []


ROWS: dict[str, Callable[..., Mapping[int, Part]]] = {
    "member.mark": on_member_page,
    "member.controls": beside_own_page,
}
PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {"admin.overview": on_overview}
