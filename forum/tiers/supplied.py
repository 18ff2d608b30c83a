"""The tiers that come with the forum; the brand changes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.tiers.models import TierKind


@dataclass(frozen=True)
class Supplied:
    """A tier as it ships, and whether its name stands beside the member's."""

    slug: str
    kind: TierKind
    rank: int
    hue: int
    threshold: int = 0
    # Enough kept orders, once the brand lets buying lead to it.
    min_orders: int = 0
    has_flair: bool = True


SUPPLIED: Sequence[Supplied] = (
    Supplied("member", TierKind.EARNED, 0, 2, has_flair=False),
    Supplied("silver", TierKind.EARNED, 10, 9, threshold=300, min_orders=1),
    Supplied("gold", TierKind.EARNED, 20, 3, threshold=1000, min_orders=3),
    Supplied("vip", TierKind.EARNED, 30, 10, threshold=3000, min_orders=6),
    Supplied("press", TierKind.MANUAL, 35, 8),
    Supplied("founding-member", TierKind.MANUAL, 15, 6),
    Supplied("ambassador", TierKind.MANUAL, 40, 11),
    Supplied("team", TierKind.MANUAL, 50, 1),
)
