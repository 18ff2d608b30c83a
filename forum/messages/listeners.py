"""What messages note when a conversation is on the screen, and when two accounts become one."""

from flask import request

from forum.accounts.models import Viewer
from forum.accounts.session import member
from forum.accounts.signals import MemberLeft, MembersMerged
from forum.kernel.bus import Listeners
from forum.kernel.gather import Gatherer
from forum.kernel.shown import Shown
from forum.messages import actions

KIND = "conversation"
read: Gatherer[int] = Gatherer("messages read", actions.keep_read, max)


def note_shown(viewer: Viewer, shown: Shown) -> None:
    """Remember how far the viewer has a conversation on the screen. No stand-in reads for them."""
    ahead = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    is_looking = viewer.id == member().id and "prefetch" not in ahead and request.method == "GET"
    if shown.kind == KIND and viewer.is_member and is_looking:
        read.note((viewer.id, shown.id), shown.up_to)


def hand_over(signal: MembersMerged) -> None:
    """Let conversations of the one account be those of the other."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """They are in no conversation any more."""
    actions.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
