"""Who decides how the site is."""

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny


def can_choose(viewer: Viewer) -> Verdict:
    """Whether the viewer may change settings and the brand: admins may."""
    return ALLOW if viewer.is_admin else deny("admins_only")
