"""Who sees a member's page, and who changes what stands on it."""

from forum.accounts.models import User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny

MOST_BIO = 4_000
MOST_PLACE = 80
MOST_LINKS = 5
LONGEST_LINK = 200


def can_see(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer may see the page: of everybody who came in and has not left."""
    if member.deactivated_at is not None:
        return deny("left")
    if member.approved_at is None and not viewer.is_staff:
        return deny("staff_only")
    return ALLOW


def can_write(viewer: Viewer) -> Verdict:
    """Whether the viewer may change the words and the picture of their own page."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return deny("silenced") if viewer.is_silenced else ALLOW
