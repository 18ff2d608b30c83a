"""The way to one's messages in the top bar, and the way to write to a member on their page."""

from collections.abc import Callable, Mapping, Sequence

from forum.accounts.models import User, Viewer
from forum.accounts.session import member
from forum.kernel.slots import Part
from forum.messages import policy, queries

MOST_SHOWN = 99


def mark(viewer: Viewer) -> Sequence[Part]:
    """For members: in how many conversations something is unread. One query.

    Who looks through the eyes of another member has their own mark, as they have their own list.
    """
    if not policy.can_have_messages(viewer) or not member().is_member:
        return []
    count = queries.unread_count(member())
    shown = f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count)
    return [Part("messages/_mark.html", {"count": count, "shown": shown})]


def in_account(viewer: Viewer) -> Sequence[Part]:
    """An entry of the account menu."""
    return [Part("messages/_entry.html")] if policy.can_have_messages(viewer) else []


def on_member_page(viewer: Viewer, members: Sequence[User]) -> Mapping[int, Part]:
    """A way to write to them; who cannot be reached says so at sending."""
    if viewer.is_guest:
        return {}
    ties = queries.ties(viewer, [one.id for one in members])
    return {
        one.id: Part("messages/_control.html", {"to": one})
        for one in members
        if one.deactivated_at is None and policy.offers_to_write(viewer, one, ties[one.id])
    }


ROWS: dict[str, Callable[..., Mapping[int, Part]]] = {"member.controls": on_member_page}
PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {
    "site.mail": mark,
    "site.account": in_account,
}
