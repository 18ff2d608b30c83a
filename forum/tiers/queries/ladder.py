"""Which tiers there are, what they give, and how far points lead."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.points import queries as points
from forum.tiers.models import BenefitKind, Tier, TierBenefit, TierKind


@dataclass(frozen=True)
class Marks:
    """What members have, by the length of the window in days, and then by member."""

    by_window: Mapping[int, Mapping[int, int]]

    def of(self, user_id: int, tier: Tier) -> int:
        """The points of a member that count for a tier."""
        return self.by_window[tier.window_days].get(user_id, 0)

    def given(self, user_id: int, steps: Sequence[Tier]) -> Tier | None:
        """The highest of the steps that the points lead to, lowest step first."""
        reached = [tier for tier in steps if self.of(user_id, tier) >= tier.threshold]
        return reached[-1] if reached else None


def tiers() -> Sequence[Tier]:
    """All of them, those that are not in use any more too, the highest first."""
    return db.session.scalars(select(Tier).order_by(Tier.rank.desc(), Tier.id)).all()


def has_any() -> bool:
    """Whether there is any tier at all."""
    return db.session.scalar(select(Tier.id).limit(1)) is not None


def ladder() -> Sequence[Tier]:
    """The steps that points lead to, the lowest first."""
    earned = select(Tier).where(Tier.kind == TierKind.EARNED, Tier.is_active.is_(True))
    return db.session.scalars(earned.order_by(Tier.threshold, Tier.rank)).all()


def marks(
    members: Collection[int] | None, steps: Collection[Tier], at: datetime | None = None
) -> Marks:
    """The points that count, one query for each length of window; nobody named means all."""
    windows = {tier.window_days for tier in steps}
    return Marks({days: points.status_points(members, at, days) for days in windows})


def tier_by_id(tier_id: int) -> Tier:
    """One tier. Raises NotFound."""
    found = db.session.get(Tier, tier_id)
    if found is None:
        raise NotFound
    return found


def tier_called(slug: str) -> Tier | None:
    """The tier of this name in addresses and settings."""
    return db.session.scalar(select(Tier).where(Tier.slug == slug))


def benefits() -> Sequence[TierBenefit]:
    """What tiers give now."""
    query = select(TierBenefit).where(TierBenefit.ended_at.is_(None))
    return db.session.scalars(query.order_by(TierBenefit.id)).all()


def benefit_by_id(benefit_id: int) -> TierBenefit:
    """One thing that a tier gives. Raises NotFound."""
    found = db.session.get(TierBenefit, benefit_id)
    if found is None or found.ended_at is not None:
        raise NotFound
    return found


def flairs() -> Mapping[str, Tier]:
    """The tiers whose names stand beside those of their members, by slug; one query."""
    with_flair = select(TierBenefit.tier_id).where(
        TierBenefit.kind == BenefitKind.FLAIR, TierBenefit.ended_at.is_(None)
    )
    query = select(Tier).where(Tier.is_active.is_(True), Tier.id.in_(with_flair))
    return {tier.slug: tier for tier in db.session.scalars(query)}
