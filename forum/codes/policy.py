"""Who looks after codes."""

from dataclasses import dataclass

from forum.accounts.models import Viewer
from forum.codes.models import Audience, Code, CodeState, Perk
from forum.kernel.policy import ALLOW, Verdict, deny

LONGEST_LABEL = 80
LONGEST_VALUE = 120
LONGEST_REASON = 300
LONGEST_WORDS = 300
LONGEST_CODE = 64
# In one file, or made at once.
MOST_AT_ONCE = 50_000
# The notice that codes run short: at a tenth of them, and at so many in any case.
LEAST_LOW_MARK = 20


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer makes pools, fills them, and reads codes in them."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_void(viewer: Viewer, code: Code) -> Verdict:
    """Whether the viewer may make the code worthless: once, and not when the shop has taken it."""
    if not viewer.is_admin:
        return deny("admins_only")
    is_done = code.state in {CodeState.VOID, CodeState.REDEEMED}
    return deny("code_is_over") if is_done else ALLOW


def low_mark(total: int) -> int:
    """With how few free codes of so many somebody should see to more."""
    return max(-(-total // 10), LEAST_LOW_MARK)


@dataclass(frozen=True)
class Reach:
    """What a member has that opens perks: tiers, badges, and lists by the perks they are of."""

    tiers: frozenset[int] = frozenset()
    badges: frozenset[int] = frozenset()
    lists: frozenset[int] = frozenset()


def can_know(perk: Perk, reach: Reach) -> bool:
    """Whether a member hears of the perk at all: a list is known to those on it."""
    return perk.audience != Audience.LIST or perk.id in reach.lists


def can_claim(viewer: Viewer, perk: Perk, reach: Reach) -> Verdict:
    """Whether the viewer may take a code of the perk."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    if perk.is_over():
        return deny("perk_over")
    if perk.audience == Audience.TIER and perk.tier_id not in reach.tiers:
        return deny("perk_tier")
    if perk.audience == Audience.BADGE and perk.badge_id not in reach.badges:
        return deny("perk_badge")
    return ALLOW if can_know(perk, reach) else deny("perk_over")
