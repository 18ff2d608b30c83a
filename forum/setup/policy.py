"""Who sets the site up."""

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny


def can_set_up(viewer: Viewer) -> Verdict:
    """Whether the viewer goes through the wizard and sets goals: admins do."""
    return ALLOW if viewer.is_admin else deny("admins_only")
