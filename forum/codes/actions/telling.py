"""Saying once that a pool runs short, or is empty."""

from sqlalchemy import update

from forum.codes import queries
from forum.codes.models import Pool
from forum.codes.signals import PoolEmpty, PoolLow
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db


def tell_if_short(pool: Pool) -> None:
    """Announce that the pool runs short or is empty, unless that was said since it was filled."""
    if pool.empty_told_at is not None:
        return
    # Once it was said that it runs short, all that is asked is whether there is one left.
    most = pool.low_mark + 1 if pool.low_told_at is None else 1
    free = queries.free_up_to(pool.id, most)
    if free == 0 and _first(pool.id, "empty_told_at"):
        announce(PoolEmpty(pool.id))
    elif 0 < free <= pool.low_mark and pool.low_told_at is None and _first(pool.id, "low_told_at"):
        announce(PoolLow(pool.id, free))


def _first(pool_id: int, told: str) -> bool:
    """Note that it is said now; whether nobody has said it before."""
    noted = (
        update(Pool)
        .where(Pool.id == pool_id, getattr(Pool, told).is_(None))
        .values({told: clock.now()})
        .returning(Pool.id)
    )
    return db.session.scalar(noted) is not None
