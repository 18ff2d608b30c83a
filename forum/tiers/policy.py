"""Who decides about tiers, and who gives those that are given by hand."""

from forum.accounts.models import User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.tiers.models import Tier

LONGEST_NAME = 40
LONGEST_DESCRIPTION = 300
LONGEST_WORDS = 200
LONGEST_REASON = 300
MOST_POINTS = 1_000_000
MOST_ORDERS = 1_000
MOST_SPENT = 10_000_000
MOST_RANK = 1_000
HUES = 12


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer may decide which tiers there are, and what they give."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_look_after(viewer: Viewer) -> Verdict:
    """Whether the viewer may see everybody's tiers, and what the team owes."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_give(viewer: Viewer, tier: Tier, member: User) -> Verdict:
    """Whether the viewer may give this tier to the member, or take it."""
    if not viewer.is_staff:
        return deny("staff_only")
    if tier.is_earned:
        return deny("tier_is_earned")
    return deny("own_tier") if viewer.id == member.id and not viewer.is_admin else ALLOW
