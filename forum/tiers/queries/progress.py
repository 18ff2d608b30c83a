"""How far a member has come on the ladder."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.tiers.models import Source, Tier, TierBenefit, TierKind, TierMembership
from forum.tiers.queries.ladder import benefits, tiers


@dataclass(frozen=True)
class Progress:
    """What a member holds by points, what they have, and what comes next."""

    # Nothing before the worker has looked at the member for the first time.
    membership: TierMembership | None
    tier: Tier | None
    next: Tier | None
    points: int

    @property
    def lack(self) -> int:
        """The points that are missing for the next tier."""
        return max(0, self.next.threshold - self.points) if self.next else 0

    @property
    def lack_to_keep(self) -> int:
        """The points that are missing for the one that is held."""
        return max(0, self.tier.threshold - self.points) if self.tier else 0


@dataclass(frozen=True)
class Step:
    """A tier and what it gives by itself."""

    tier: Tier
    benefits: Sequence[TierBenefit]


def progress_of(member: User) -> Progress:
    """One query: the steps, and the one that the member holds."""
    own = and_(
        TierMembership.tier_id == Tier.id,
        TierMembership.user_id == member.id,
        TierMembership.ended_at.is_(None),
        TierMembership.source == Source.EARNED,
    )
    query = (
        select(Tier, TierMembership)
        .outerjoin(TierMembership, own)
        .where(Tier.kind == TierKind.EARNED)
        .order_by(Tier.threshold, Tier.rank)
    )
    rows: list[tuple[Tier, TierMembership | None]] = [
        (row[0], row[1]) for row in db.session.execute(query)
    ]
    tier, membership = next(((tier, row) for tier, row in rows if row is not None), (None, None))
    height = tier.threshold if tier else 0
    above = [one for one, _ in rows if one.is_active and one.threshold > height]
    return Progress(
        membership, tier, above[0] if above else None, membership.points if membership else 0
    )


def steps() -> Sequence[Step]:
    """Every tier in use with what it gives, those that are earned first, the lowest first."""
    given = benefits()
    active = [tier for tier in tiers() if tier.is_active]
    order = sorted(active, key=lambda tier: (not tier.is_earned, tier.threshold, tier.rank))
    return [Step(tier, [one for one in given if one.tier_id == tier.id]) for tier in order]
