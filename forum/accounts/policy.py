"""Who may come in, and what staff may do with members."""

from forum.accounts.models import Role, User, Viewer
from forum.accounts.settings import ENTRY, Entry
from forum.kernel.policy import ALLOW, Verdict, deny


def can_sign_up(viewer: Viewer) -> Verdict:
    """Whether somebody may make an account: whoever is not signed in."""
    return ALLOW if viewer.is_guest else deny("signed_in_already")


def can_enter(user: User) -> Verdict:
    """Whether a member with the right password may come in now."""
    if user.deactivated_at is not None:
        return deny("deactivated")
    if user.is_suspended:
        return deny("suspended")
    if user.approved_at is not None:
        return ALLOW
    waits_for_staff = ENTRY.get() == Entry.APPROVE or user.email_confirmed_at is not None
    return deny("approval_first" if waits_for_staff else "confirm_first")


def can_approve(viewer: Viewer) -> Verdict:
    """Whether the viewer decides on people who want to join."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_set_role(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer may change what a member is on this site. Nobody lowers themselves."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("own_role") if viewer.id == user.id else ALLOW


def can_sign_out(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer may end all sessions of a member: staff, of people below them."""
    if not viewer.is_staff:
        return deny("staff_only")
    if viewer.is_admin or user.role == Role.MEMBER:
        return ALLOW
    return deny("admins_only")
