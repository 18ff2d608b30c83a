"""What the tiers slice announces."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TierReached:
    """A member holds a tier that they did not hold before."""

    membership_id: int
    user_id: int
    tier_id: int


@dataclass(frozen=True)
class TierGraceBegan:
    """A member lacks something for their tier, and keeps it until a moment at least.

    Each of the lacks would be enough by itself; 0 for a way that does not lead there.
    """

    membership_id: int
    user_id: int
    tier_id: int
    lack: int
    until: datetime
    lack_orders: int = 0
    lack_spent: int = 0


@dataclass(frozen=True)
class TierLost:
    """A member does not hold a tier any more."""

    membership_id: int
    user_id: int
    tier_id: int
