"""Who may come in, and what staff may do with members."""

from forum.accounts import leavings
from forum.accounts.models import Role, User, Viewer
from forum.accounts.settings import GUIDELINES_VERSION
from forum.kernel.policy import ALLOW, Verdict, deny

# How high the roles are.
RANKS = {Role.MEMBER: 0, Role.MODERATOR: 1, Role.ADMIN: 2}


def can_sign_up(viewer: Viewer, *, awaits_owner: bool) -> Verdict:
    """Whether somebody may make an account: whoever is not signed in, once there is an owner."""
    if awaits_owner:
        return deny("no_owner_yet")
    return ALLOW if viewer.is_guest else deny("signed_in_already")


def can_enter(user: User) -> Verdict:
    """Whether a member with the right password may come in now."""
    if user.deactivated_at is not None:
        return deny("deactivated")
    if user.is_suspended:
        return deny("suspended")
    return ALLOW if user.approved_at is not None else deny("approval_first")


def has_agreed(viewer: Viewer) -> Verdict:
    """Whether the viewer has said yes to the guidelines as they are: asked when a text is sent."""
    if viewer.guidelines_accepted < GUIDELINES_VERSION.get():
        return deny("guidelines_changed")
    return ALLOW


def can_approve(viewer: Viewer) -> Verdict:
    """Whether the viewer decides on people who want to join."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_set_role(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer may change what a member is on this site. Nobody lowers themselves."""
    if not viewer.is_admin:
        return deny("admins_only")
    if user.deactivated_at is not None:
        return deny("left")
    return deny("own_role") if viewer.id == user.id else ALLOW


def can_sign_out(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer may end all sessions of a member: staff, of people below them."""
    if not viewer.is_staff:
        return deny("staff_only")
    if viewer.is_admin or user.role == Role.MEMBER:
        return ALLOW
    return deny("admins_only")


def can_see_address(viewer: Viewer) -> Verdict:
    """Whether the viewer may read the mail addresses of members."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_confirm(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer may say that a member's mail address is theirs."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("left") if user.deactivated_at is not None else ALLOW


def can_merge_away(viewer: Viewer, source: User) -> Verdict:
    """Whether the viewer may let this account become part of another one: a plain member's."""
    if not viewer.is_admin:
        return deny("admins_only")
    if source.role != Role.MEMBER:
        return deny("merge_staff")
    return deny("left") if source.deactivated_at is not None else ALLOW


def can_merge(viewer: Viewer, source: User, into: User) -> Verdict:
    """Whether the viewer may make one member of these two."""
    if viewer.is_admin and source.id == into.id:
        return deny("same_member")
    verdict = can_merge_away(viewer, source)
    if not verdict:
        return verdict
    if into.deactivated_at is not None:
        return deny("left")
    return ALLOW if into.approved_at is not None else deny("approval_first")


def is_somebody(user: User) -> Verdict:
    """Whether somebody stands behind the account, be it closed or not, whose data it holds."""
    return deny("left") if leavings.is_gone(user) else ALLOW


def can_leave(user: User) -> Verdict:
    """Whether a member may leave for good: everybody but the last who can run the site.

    Whoever was removed may, too: being shut out takes nobody's right to be forgotten.
    """
    if leavings.is_gone(user):
        return deny("left")
    return deny("last_admin") if leavings.is_last_admin(user) else ALLOW


def can_see_off(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer may let a member leave who has asked for it: admins, not themselves."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("own_leaving") if viewer.id == user.id else can_leave(user)
