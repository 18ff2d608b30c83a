"""Who sees a member's page, and who changes what stands on it."""

from forum.accounts.models import User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny

MOST_BIO = 4_000
MOST_PLACE = 80
MOST_LINKS = 5
LONGEST_LINK = 200
MOST_FOLLOWED = 1_000
MOST_BLOCKED = 1_000


def can_see(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer may see the page: of everybody who came in and has not left."""
    if member.deactivated_at is not None:
        return deny("left")
    if member.approved_at is None and not viewer.is_staff:
        return deny("staff_only")
    return ALLOW


def can_see_presence(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer may know when the member was here last; no guest does."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    is_open = not member.hides_presence or viewer.id == member.id
    return ALLOW if is_open else deny("not_yours")


def can_write(viewer: Viewer) -> Verdict:
    """Whether the viewer may change the words and the picture of their own page."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return deny("silenced") if viewer.is_silenced else ALLOW


def can_follow(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer may ask to hear of what the member starts."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if viewer.id == member.id:
        return deny("yourself")
    return can_see(viewer, member)


def has_room_to_follow(count: int) -> Verdict:
    """Whether somebody who follows so many may follow one more."""
    return ALLOW if count < MOST_FOLLOWED else deny("follows_too_many")


def lets_follow(*, is_blocked: bool) -> Verdict:
    """Whether a member lets somebody follow. The word does not say that there is a block."""
    return deny("not_to_be_followed") if is_blocked else ALLOW


def can_block(viewer: Viewer, member: User) -> Verdict:
    """Whether the viewer may want nothing more of the member."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if viewer.id == member.id:
        return deny("yourself")
    return deny("staff_is_heard") if member.is_staff else ALLOW


def has_room_to_block(count: int) -> Verdict:
    """Whether somebody who blocked so many may block one more."""
    return ALLOW if count < MOST_BLOCKED else deny("blocked_too_many")
