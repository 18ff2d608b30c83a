"""Who looks after backups: whoever has one has everything, so admins alone."""

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny


def can_manage(viewer: Viewer) -> Verdict:
    """Whether the viewer may make, fetch and delete backups."""
    return ALLOW if viewer.is_admin else deny("admins_only")
