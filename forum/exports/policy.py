"""Who may have a copy of a member's data: that member, and admins whom the member asked."""

from forum.accounts import policy as accounts
from forum.accounts.models import User, Viewer
from forum.exports.models import DataCopy
from forum.kernel.policy import ALLOW, Verdict, deny


def can_ask(viewer: Viewer) -> Verdict:
    """Whether the viewer may have a copy of their data made: every member may."""
    return ALLOW if viewer.is_member else deny("sign_in_needed")


def can_fetch(viewer: Viewer, copy: DataCopy) -> Verdict:
    """Whether the viewer may fetch this copy: its owner, as long as it is kept."""
    if not viewer.is_member or viewer.id != copy.user_id:
        return deny("not_yours")
    return ALLOW if copy.is_ready else deny("not_ready")


def can_ask_for(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer may have a copy made for a member who asked for it: admins, also of
    those who were removed and can come in no more."""
    return accounts.is_somebody(member) if viewer.is_admin else deny("admins_only")


def can_hand_out(viewer: Viewer, copy: DataCopy) -> Verdict:
    """Whether the viewer may fetch a copy to hand it to its member: admins, as long as it is
    kept."""
    if not viewer.is_admin:
        return deny("admins_only")
    return ALLOW if copy.is_ready else deny("not_ready")
