"""What the codes slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PoolLow:
    """A pool has so few free codes left that somebody should see to more; said once."""

    pool_id: int
    free: int


@dataclass(frozen=True)
class PoolEmpty:
    """A pool has no free code any more; said once until it is filled."""

    pool_id: int


@dataclass(frozen=True)
class PoolFilled:
    """There are more codes in a pool."""

    pool_id: int
    number: int


@dataclass(frozen=True)
class CodeHandedOut:
    """A member has a code that they did not have before."""

    code_id: int
    pool_id: int
    user_id: int


@dataclass(frozen=True)
class CodeGivenBack:
    """A member does not have their code any more, by their own wish or because time ran out."""

    code_id: int
    pool_id: int
    user_id: int


@dataclass(frozen=True)
class CodeVoided:
    """Somebody of the team made a code worthless; a member may have had it."""

    code_id: int
    pool_id: int
    user_id: int | None


@dataclass(frozen=True)
class PerkDelivered:
    """A member who stood in line for a perk has its code now."""

    claim_id: int
    perk_id: int
    user_id: int


@dataclass(frozen=True)
class CodeRedeemed:
    """A code was used in the shop for the first time; a member may have had it."""

    code_id: int
    pool_id: int
    user_id: int | None
    order_id: int


@dataclass(frozen=True)
class CodeUsedTwice:
    """A code was used in one more order, although it works once."""

    code_id: int
    pool_id: int
    order_id: int
