"""What reports note when a launch is on somebody's screen, and when accounts become one."""

from datetime import datetime

from flask import request

from forum.accounts.models import Viewer
from forum.accounts.session import member
from forum.accounts.signals import MembersMerged
from forum.kernel import clock
from forum.kernel.bus import Listeners
from forum.kernel.gather import Gatherer
from forum.kernel.shown import Shown
from forum.launch_reports import actions

sightings: Gatherer[datetime] = Gatherer("launch sightings", actions.keep_sightings, min)


def note_shown(viewer: Viewer, shown: Shown) -> None:
    """Remember that a member has a launch on the screen; guests and the team are not counted."""
    if shown.kind == "launch" and viewer.is_member and not viewer.is_staff and _is_looking(viewer):
        sightings.note((viewer.id, shown.id), clock.now())


def _is_looking(viewer: Viewer) -> bool:
    """Whether it is really the viewer who looks: no stand-in of staff, no page fetched ahead."""
    ahead = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return viewer.id == member().id and "prefetch" not in ahead and request.method == "GET"


def hear_merging(signal: MembersMerged) -> None:
    """What the one saw, the other saw."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hear_merging)]
