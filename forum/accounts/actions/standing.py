"""What others work out about a member, written where every policy reads it. Steps for others."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import update

from forum.accounts.models import Standing, User
from forum.kernel.db import db
from forum.kernel.unit import action

AT_ONCE = 500


@action
def set_standing(user_id: int, standing: Standing) -> None:
    """From now on this is what the member may do."""
    db.session.execute(update(User).where(User.id == user_id).values(standing=standing))


@action
def set_tier(user_ids: Collection[int], *, tier: str, rank: int, perks: Mapping[str, int]) -> None:
    """From now on this is the tier shown of these members, and what it comes with."""
    values, some = {"tier": tier, "tier_rank": rank, "perks": dict(perks)}, sorted(user_ids)
    for start in range(0, len(some), AT_ONCE):
        which = User.id.in_(some[start : start + AT_ONCE])
        db.session.execute(update(User).where(which).values(**values))


@action
def set_trained(user_id: int, until: datetime | None) -> None:
    """What the member was trained in counts until then; None for nobody who has passed."""
    db.session.execute(update(User).where(User.id == user_id).values(trained_until=until))
