"""What members have on their screens, kept in memory for a moment: reading writes nothing."""

from flask import request

from forum.accounts.models import Viewer
from forum.accounts.session import member
from forum.kernel.gather import Gatherer
from forum.kernel.shown import Shown
from forum.notices import actions
from forum.topics.queries import page_of

seen: Gatherer[int] = Gatherer("seen notices", actions.keep_seen, max)


def note_shown(viewer: Viewer, shown: Shown) -> None:
    """Remember which page of a topic the viewer has on the screen: its notices are read."""
    if shown.kind == "topic" and viewer.is_member and _is_looking(viewer):
        seen.note(("page", viewer.id, shown.id, page_of(shown.up_to)), shown.up_to)


def note_pressed(viewer: Viewer, notice_id: int) -> None:
    """Remember that the viewer followed the link of a notice."""
    if _is_looking(viewer):
        seen.note(("notice", viewer.id, notice_id, 0), 0)


def _is_looking(viewer: Viewer) -> bool:
    """Whether it is really the viewer who looks: no stand-in of staff, no page fetched ahead."""
    ahead = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return viewer.id == member().id and "prefetch" not in ahead and request.method == "GET"
