"""Who writes guides, and who reads them: whoever reads the channel of a guide reads the guide."""

from sqlalchemy import ColumnElement, and_

from forum.accounts.models import Viewer
from forum.channels import policy as channels
from forum.channels.policy import Seat
from forum.guides.models import Guide
from forum.kernel.policy import ALLOW, Verdict, deny

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
LONGEST_BODY = 30_000
MOST_GUIDES = 100
MOST_STEPS = 60


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer writes guides and puts them in order: admins do."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_read(viewer: Viewer, guide: Guide, seat: Seat) -> Verdict:
    """Whether the viewer may read a guide that they may know of; it knows its channel."""
    return channels.can_read(viewer, guide.channel, seat)


def can_know(viewer: Viewer, guide: Guide, seat: Seat) -> Verdict:
    """Whether the viewer may know that there is this guide."""
    if not guide.is_published and not viewer.is_admin:
        return deny("hidden")
    return channels.can_list(viewer, guide.channel, seat)


def readable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Published guides that the viewer may read; the query joins their channel."""
    return and_(Guide.published_at.is_not(None), channels.readable_by(viewer))


def can_mark(viewer: Viewer, guide: Guide, seat: Seat) -> Verdict:
    """Whether the viewer may say that they have read a step of the guide."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return can_read(viewer, guide, seat) if guide.is_published else deny("hidden")


def can_publish(viewer: Viewer, *, steps: int) -> Verdict:
    """Whether the viewer may let others read a guide that has so many steps."""
    if not viewer.is_admin:
        return deny("admins_only")
    return ALLOW if steps else deny("guide_is_empty")


def can_remove(viewer: Viewer, guide: Guide) -> Verdict:
    """Whether the viewer may remove a guide: one that others can read is taken back first."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("guide_is_published") if guide.is_published else ALLOW


def can_remove_step(viewer: Viewer, guide: Guide, *, steps: int) -> Verdict:
    """Whether the viewer may remove a step: what others can read keeps one at least."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("guide_is_empty") if guide.is_published and steps == 1 else ALLOW
