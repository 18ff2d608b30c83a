"""Who may give pictures, and who may see them."""

from collections.abc import Collection

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.uploads import doors
from forum.uploads.models import Upload, UploadUse
from forum.uploads.settings import GREATEST_MB, MOST_MB

MOST_ALT = 300
MEGABYTE = 1024 * 1024
# What a member's tiers allow them, under this name among their perks.
PERK = "upload_mb"


def can_upload(viewer: Viewer) -> Verdict:
    """Whether the viewer may give pictures."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return deny("silenced") if viewer.is_silenced else ALLOW


def most_mb(viewer: Viewer) -> int:
    """How many megabytes a picture of the viewer may have: what all may, or what a tier allows."""
    return max(MOST_MB.get(), min(viewer.perks.get(PERK, 0), GREATEST_MB))


def most_bytes(viewer: Viewer) -> int:
    """The same in bytes."""
    return most_mb(viewer) * MEGABYTE


def can_see(viewer: Viewer, upload: Upload, uses: Collection[UploadUse]) -> Verdict:
    """Whether the viewer may see the picture: its giver, and who passes a door to a use of it.

    What is used nowhere yet is seen by its giver and by staff.
    """
    if viewer.is_member and viewer.id == upload.user_id:
        return ALLOW
    if not uses:
        return ALLOW if viewer.is_staff else deny("not_yours")
    places = {(use.door, use.door_id) for use in uses}
    # The door of the site asks nothing of the database, so it comes first.
    for door, door_id in sorted(places, key=lambda place: place[0] != "site"):
        if doors.opens(viewer, door, door_id):
            return ALLOW
    return deny("entry_needed")
