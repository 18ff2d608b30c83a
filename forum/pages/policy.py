"""Who writes the pages about the house. Everybody may read what is published."""

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.pages.models import Guidelines


def can_write(viewer: Viewer) -> Verdict:
    """Whether the viewer writes and publishes pages and guidelines: admins do."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_change(viewer: Viewer, guidelines: Guidelines) -> Verdict:
    """Whether the viewer may change this version: what is published stays as it is."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("published_already") if guidelines.is_published else ALLOW


def can_accept(viewer: Viewer, guidelines: Guidelines) -> Verdict:
    """Whether the viewer may say yes to this version."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return ALLOW if guidelines.is_published else deny("hidden")
