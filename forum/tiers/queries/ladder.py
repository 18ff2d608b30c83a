"""Which tiers there are, what they give, and how far points and orders lead."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from forum.commerce import money
from forum.commerce import queries as commerce
from forum.commerce.queries import Kept
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.points import queries as points
from forum.tiers.asking import Asks, Has
from forum.tiers.models import BenefitKind, Tier, TierBenefit, TierKind
from forum.tiers.settings import CURRENCY


@dataclass(frozen=True)
class Marks:
    """What members have, by the length of the window in days, and then by member."""

    by_window: Mapping[int, Mapping[int, int]]
    # What they kept, likewise; empty where buying leads nowhere.
    kept: Mapping[int, Mapping[int, Kept]] = field(default_factory=dict)
    currency: str = ""

    def of(self, user_id: int, tier: Tier) -> Has:
        """What a member has that counts for a tier."""
        count = self.by_window[tier.window_days].get(user_id, 0)
        found = self.kept.get(tier.window_days, {}).get(user_id)
        if found is None:
            return Has(count)
        return Has(count, found.orders, int(money.major(found.net_minor, self.currency)))

    def given(
        self, user_id: int, steps: Sequence[Tier], asks: Mapping[int, Asks] | None = None
    ) -> Tier | None:
        """The highest of the steps that is reached, lowest step first; what tiers ask for may be
        said, by tier, where it is not what they ask for now."""
        tried = asks or {}
        reached = [
            tier
            for tier in steps
            if tried.get(tier.id, tier.asks).is_met_by(self.of(user_id, tier))
        ]
        return reached[-1] if reached else None


def tiers() -> Sequence[Tier]:
    """All of them, those that are not in use any more too, the highest first."""
    return db.session.scalars(select(Tier).order_by(Tier.rank.desc(), Tier.id)).all()


def has_any() -> bool:
    """Whether there is any tier at all."""
    return db.session.scalar(select(Tier.id).limit(1)) is not None


def ladder() -> Sequence[Tier]:
    """The steps that are earned, the lowest first."""
    earned = select(Tier).where(Tier.kind == TierKind.EARNED, Tier.is_active.is_(True))
    return db.session.scalars(earned.order_by(Tier.threshold, Tier.rank)).all()


def marks(
    members: Collection[int] | None,
    steps: Collection[Tier],
    at: datetime | None = None,
    *,
    asks: Mapping[int, Asks] | None = None,
) -> Marks:
    """What counts, one query for each length of window, and one more where buying leads to a tier,
    or would by what is tried; nobody named means all."""
    tried, currency, now = asks or {}, CURRENCY.get(), at or clock.now()
    windows = {tier.window_days for tier in steps}
    buying = {one.window_days for one in steps if tried.get(one.id, one.asks).has_buying}
    return Marks(
        {days: points.status_points(members, at, days) for days in windows},
        {days: commerce.kept_by(members, now, days=days, currency=currency) for days in buying},
        currency,
    )


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
