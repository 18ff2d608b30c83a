"""Down only once a month, one step at a time, and never without a grace that was announced."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.tiers import queries
from forum.tiers.actions.moving import look_at
from forum.tiers.actions.showing import show
from forum.tiers.asking import Lack
from forum.tiers.models import Source, Tier, TierMembership, TierReview
from forum.tiers.settings import GRACE_DAYS, TIME_ZONE
from forum.tiers.signals import TierGraceBegan, TierLost

HOUR = 3


@action
def review_if_due() -> bool:
    """Hold the review of the month that began last, unless it has taken place."""
    month = _month(clock.now())
    if db.session.get(TierReview, month) is not None:
        return False
    review(month)
    return True


@action
def review(month: str) -> TierReview:
    """Warn those who have too little, by either way, and take down by one step whose grace is
    over."""
    # First up: nobody is warned who has enough by now.
    look_at(None)
    wait_for_turn("tiers")
    now, steps = clock.now(), queries.ladder()
    marks, held = queries.marks(None, steps), queries.earned_by(None)
    known = {tier.id: tier for tier in steps}
    warned: list[TierMembership] = []
    lowered: list[TierMembership] = []
    for person in queries.people(None).values():
        row = held.get(person.id)
        if row is None or person.is_suspended:
            continue
        tier = known.get(row.tier_id)
        lack = tier.asks.lack_of(marks.of(person.id, tier)) if tier else Lack()
        is_over = row.grace_until is not None and row.grace_until <= now
        if tier is None or (is_over and lack != Lack()):
            lowered.append(row)
        elif lack != Lack() and row.grace_until is None:
            _warn(row, lack, now)
            warned.append(row)
    _lower(lowered, steps, known, now)
    show({row.user_id for row in lowered}, {})
    done = TierReview(month=month, warned=len(warned), lowered=len(lowered))
    db.session.add(done)
    return done


def _warn(row: TierMembership, lack: Lack, now: datetime) -> None:
    row.grace_until, row.missing = now + timedelta(days=GRACE_DAYS.get()), lack
    began = TierGraceBegan(
        row.id,
        row.user_id,
        row.tier_id,
        lack.points,
        row.grace_until,
        lack_orders=lack.orders,
        lack_spent=lack.spent,
    )
    announce(began)


def _lower(
    rows: Sequence[TierMembership],
    steps: Sequence[Tier],
    known: Mapping[int, Tier],
    now: datetime,
) -> None:
    """One step down, each of them. Who stood on a step that is gone goes to the one below it."""
    for row in rows:
        row.ended_at = now
        announce(TierLost(row.id, row.user_id, row.tier_id))
    db.session.flush()
    for row in rows:
        before = known.get(row.tier_id) or queries.tier_by_id(row.tier_id)
        below = [tier for tier in steps if tier.threshold < before.threshold]
        if below:
            step = TierMembership(user_id=row.user_id, tier_id=below[-1].id, since=now)
            step.source, step.has = Source.EARNED, row.has
            db.session.add(step)
    db.session.flush()


def _month(now: datetime) -> str:
    """The month whose first day, at three at night in the brand's zone, came last."""
    there = now.astimezone(_zone())
    begins = there.replace(day=1, hour=HOUR, minute=0, second=0, microsecond=0)
    if there < begins:
        there = there.replace(day=1) - timedelta(days=1)
    return f"{there:%Y-%m}"


def _zone() -> ZoneInfo:
    try:
        return ZoneInfo(TIME_ZONE.get())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(str(UTC))
