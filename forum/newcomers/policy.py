"""Who looks after newcomers, who invites, and who arranges inner circles."""

from collections.abc import Mapping
from datetime import timedelta

from forum.accounts.models import Standing, User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.newcomers.models import Circle, FirstPost, Invitation, InvitationSource

MOST_INTERESTS = 3
MOST_OFFERS = 12
# A volunteer is asked for so many newcomers in a week.
MOST_A_WEEK = 2
WEEK = timedelta(days=7)
# Links of one's own that are open at the same time.
OPEN_LINKS: Mapping[Standing, int] = {
    Standing.NEW: 0,
    Standing.BASIC: 1,
    Standing.MEMBER: 3,
    Standing.REGULAR: 5,
    Standing.LEADER: 10,
}
MOST_USES = 10_000
LONGEST_NAME = 80
LONGEST_NOTE = 300
REVIEW_DAYS = range(7, 731)
MOST_PERCENT = 25


def can_look_after(viewer: Viewer) -> Verdict:
    """Whether the viewer sees to it that newcomers are answered."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_claim(viewer: Viewer, first: FirstPost) -> Verdict:
    """Whether the viewer may say that they will reply to this first post."""
    if not viewer.is_staff:
        return deny("staff_only")
    if not first.waits:
        return deny("first_post_answered")
    return ALLOW if first.claimed_by_id in {None, viewer.id} else deny("first_post_claimed")


def can_unclaim(viewer: Viewer, first: FirstPost) -> Verdict:
    """Whether the viewer may leave it to others again: who has claimed it, and admins for them."""
    if not viewer.is_staff:
        return deny("staff_only")
    is_own = first.claimed_by_id in {None, viewer.id}
    return ALLOW if is_own or viewer.is_admin else deny("first_post_claimed")


def can_volunteer(viewer: Viewer) -> Verdict:
    """Whether the viewer may look after newcomers: who is not one themselves."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if viewer.is_silenced:
        return deny("silenced")
    return (
        deny("newcomer_yourself") if Standing(viewer.standing).rank < Standing.BASIC.rank else ALLOW
    )


def open_links(viewer: Viewer) -> int:
    """How many links of their own the viewer may have open at the same time."""
    return OPEN_LINKS[Standing.LEADER] if viewer.is_staff else OPEN_LINKS[Standing(viewer.standing)]


def can_invite(viewer: Viewer, source: InvitationSource | None, *, links: int) -> Verdict:
    """Whether the viewer may make one more link, with so many of theirs open."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if viewer.is_silenced:
        return deny("silenced")
    if source is not None and source.is_paused:
        return deny("invitations_paused")
    most = open_links(viewer)
    if most == 0:
        return deny("newcomer_yourself")
    return ALLOW if links < most else deny("too_many_links")


def can_campaign(viewer: Viewer) -> Verdict:
    """Whether the viewer makes links for campaigns, and sees where people come from."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_end(viewer: Viewer, invitation: Invitation) -> Verdict:
    """Whether the viewer may end a link: their own, or any as one of the team."""
    return ALLOW if viewer.is_staff or viewer.id == invitation.author_id else deny("not_yours")


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer decides what newcomers are asked, and which circles there are."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_pick(viewer: Viewer, circle: Circle) -> Verdict:
    """Whether the viewer sees who is in the circle, and picks."""
    if not viewer.is_staff:
        return deny("staff_only")
    return ALLOW if circle.ended_at is None else deny("circle_ended")


def can_be_picked(member: User) -> Verdict:
    """Whether a member can be in a circle: who may come in. The team sees everything anyway."""
    if member.is_staff:
        return deny("team_is_in")
    return ALLOW if member.is_active else deny("cannot_come_in")
