"""Who reads the ledger of whom, and who gives points by hand or changes the rules."""

from forum.accounts.models import User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny

MOST_BY_HAND = 10_000
LONGEST_WORDS = 300
MOST_VALUE = 1_000
MOST_TIMES = 1_000
LONGEST_TEXT = 5_000


def can_see_ledger(viewer: Viewer, member: User) -> Verdict:
    """Everybody reads their own lines, and the team those of all."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return ALLOW if viewer.is_staff or viewer.id == member.id else deny("staff_only")


def can_adjust(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer may give points to this member, or take some, by hand."""
    if not viewer.is_staff:
        return deny("staff_only")
    return deny("own_points") if viewer.id == member.id else ALLOW


def can_change_rules(viewer: Viewer) -> Verdict:
    """Whether the viewer may decide what gives points."""
    return ALLOW if viewer.is_admin else deny("admins_only")
