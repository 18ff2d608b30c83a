"""Who may decide on cases, and who may look at the forum through whose eyes."""

from forum.accounts.models import Role, User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny

RANKS = {Role.MEMBER: 0, Role.MODERATOR: 1, Role.ADMIN: 2}


def can_review(viewer: Viewer) -> Verdict:
    """Whether the viewer sees the queue and decides on cases of every kind."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_look_around(viewer: Viewer) -> Verdict:
    """Whether the viewer may see pages as a guest or as a new member does."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_look_as(viewer: Viewer, other: User) -> Verdict:
    """Whether the viewer may see pages as this member does: never as somebody of higher rank."""
    if not viewer.is_staff or viewer.role is None:
        return deny("staff_only")
    return ALLOW if RANKS[other.role] <= RANKS[viewer.role] else deny("higher_rank")


def can_arrange_teams(viewer: Viewer) -> Verdict:
    """Whether the viewer says who works when on the queue."""
    return ALLOW if viewer.is_admin else deny("admins_only")
