"""Who reads how the team decided, and who talks about it."""

from forum.accounts.models import Viewer
from forum.governance.settings import IS_PUBLIC
from forum.kernel.policy import ALLOW, Verdict, deny


def can_read_months(viewer: Viewer) -> Verdict:
    """Whether the viewer reads what the team did in each month."""
    return ALLOW if IS_PUBLIC.get() or viewer.is_staff else deny("staff_only")


def can_compare(viewer: Viewer) -> Verdict:
    """Whether the viewer sees decisions that differ side by side, and notes what was said."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_see_people(viewer: Viewer) -> Verdict:
    """Whether the viewer sees how single people of the team decided."""
    return ALLOW if viewer.is_admin else deny("admins_only")
