"""The bell in the top bar."""

from collections.abc import Callable, Sequence

from forum.accounts.models import Viewer
from forum.accounts.session import member
from forum.kernel.slots import Part
from forum.notices import policy, queries

MOST_SHOWN = 99


def bell(viewer: Viewer) -> Sequence[Part]:
    """For members: the way to the inbox, with the number of unread notices. One query.

    Who looks through the eyes of another member has their own bell, as they have their own inbox.
    """
    if not policy.can_have_inbox(viewer):
        return []
    count = queries.unread_count(member())
    shown = f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count)
    return [Part("notices/_bell.html", {"count": count, "shown": shown})]


PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {"site.bell": bell}
