"""How far a member has come on the ladder."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.tiers.asking import Has, Lack
from forum.tiers.models import BenefitKind, Source, Tier, TierBenefit, TierKind, TierMembership
from forum.tiers.queries.ladder import benefits, tiers


@dataclass(frozen=True)
class Progress:
    """What a member has earned, what counts of them, and what comes next."""

    # Nothing before the worker has looked at the member for the first time.
    membership: TierMembership | None
    tier: Tier | None
    next: Tier | None
    has: Has

    @property
    def points(self) -> int:
        """The points that count."""
        return self.has.points

    @property
    def lack(self) -> Lack:
        """What is missing for the next tier, by each way to it."""
        return self.next.asks.lack_of(self.has) if self.next else Lack()

    @property
    def lack_to_keep(self) -> Lack:
        """What is missing for the one that is held."""
        return self.tier.asks.lack_of(self.has) if self.tier else Lack()


@dataclass(frozen=True)
class Step:
    """A tier and what it gives by itself."""

    tier: Tier
    benefits: Sequence[TierBenefit]


def best_of(steps: Sequence[Step]) -> Sequence[Step]:
    """What several tiers give together, each thing once: of names the highest, of pictures the
    largest."""
    best: dict[BenefitKind, TierBenefit] = {}
    for step in sorted(steps, key=lambda one: one.tier.rank):
        for one in step.benefits:
            if one.kind in (BenefitKind.FLAIR, BenefitKind.UPLOAD_MB):
                held = best.get(one.kind)
                best[one.kind] = one if held is None or one.amount >= held.amount else held
    kept = {one.id for one in best.values()}
    return [
        Step(step.tier, [one for one in step.benefits if one.kind not in best or one.id in kept])
        for step in steps
    ]


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
    has = membership.has if membership else Has()
    return Progress(membership, tier, above[0] if above else None, has)


def steps() -> Sequence[Step]:
    """Every tier in use with what it gives, those that are earned first, the lowest first."""
    given = benefits()
    active = [tier for tier in tiers() if tier.is_active]
    order = sorted(active, key=lambda tier: (not tier.is_earned, tier.threshold, tier.rank))
    return [Step(tier, [one for one in given if one.tier_id == tier.id]) for tier in order]
