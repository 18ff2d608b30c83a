"""Who may arrange badges, give them and take them away. That they are there, everybody may know."""

from forum.accounts.models import Viewer
from forum.badges.models import Badge, BadgeAward, BadgeKind
from forum.kernel.policy import ALLOW, Verdict, deny


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer makes badges and says what they ask for."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_award(viewer: Viewer, badge: Badge) -> Verdict:
    """Whether the viewer gives this badge by hand; what is counted, the forum gives."""
    if not viewer.is_staff:
        return deny("staff_only")
    if badge.kind != BadgeKind.MANUAL:
        return deny("badge_is_counted")
    return ALLOW if badge.is_active else deny("badge_retired")


def can_revoke(viewer: Viewer, award: BadgeAward) -> Verdict:
    """Whether the viewer takes this award away; once taken, it is gone."""
    if not viewer.is_staff:
        return deny("staff_only")
    return ALLOW if award.revoked_at is None else deny("badge_revoked")
