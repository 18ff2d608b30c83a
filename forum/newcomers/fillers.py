"""What newcomers show on other pages: whom a volunteer looks after, and what the team owes."""

from collections.abc import Callable, Sequence

from forum.accounts.models import User, Viewer
from forum.kernel.slots import Part
from forum.newcomers import queries


def on_home(viewer: Viewer) -> Sequence[Part]:
    """The newcomers who wait for this volunteer. One query."""
    if not isinstance(viewer, User):
        return []
    firsts = queries.of_buddy(viewer)
    return [Part("newcomers/_yours.html", {"firsts": firsts})] if firsts else []


def on_overview(_viewer: Viewer) -> Sequence[Part]:
    """First posts that wait, and how quickly newcomers are answered."""
    waiting, late = queries.counts()
    data = {
        "waiting": waiting,
        "late": late,
        "rate": queries.rate(),
        "lowest": queries.LOWEST_RATE,
        "by_members": queries.member_share(),
    }
    return [Part("newcomers/_overview.html", data)]


PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {
    "home.rail": on_home,
    "admin.overview": on_overview,
}
