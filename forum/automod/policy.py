"""Who arranges rules of the house."""

from datetime import timedelta

from forum.accounts.models import Viewer
from forum.automod.models import AutomodChange
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny

UNDO_DAYS = 7


def can_see(viewer: Viewer) -> Verdict:
    """Whether the viewer may look at the rules and try texts: the whole team may."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer may make and change rules."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_undo(change: AutomodChange, *, newest_id: int) -> Verdict:
    """Whether a change can be taken back: for seven days, unless another one came after it."""
    if change.undone_at is not None or change.id != newest_id:
        return deny("changed_since")
    if change.at < clock.now() - timedelta(days=UNDO_DAYS):
        return deny("undo_over")
    return ALLOW
