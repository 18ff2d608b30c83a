"""Who reads what came of a launch."""

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny


def can_read(viewer: Viewer) -> Verdict:
    """Whether the viewer reads reports: those who decide about stock and money, not moderators."""
    return ALLOW if viewer.is_admin else deny("admins_only")
