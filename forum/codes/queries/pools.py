"""Which pools there are, and how their codes stand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from forum.codes.models import Code, CodeState, Pool
from forum.commerce import queries as commerce
from forum.commerce.models import Product, Store
from forum.kernel.db import db
from forum.kernel.policy import NotFound

AT_ONCE = 500


@dataclass(frozen=True)
class Counts:
    """How many codes of a pool stand where."""

    free: int = 0
    assigned: int = 0
    redeemed: int = 0
    void: int = 0

    @property
    def total(self) -> int:
        """All that can be handed out, or were."""
        return self.free + self.assigned + self.redeemed


def pools() -> Sequence[Pool]:
    """All pools, the newest first."""
    return db.session.scalars(select(Pool).order_by(Pool.id.desc())).all()


def pool_by_id(pool_id: int) -> Pool:
    """One pool. Raises NotFound."""
    found = db.session.get(Pool, pool_id)
    if found is None:
        raise NotFound
    return found


def pool_called(label: str) -> Pool | None:
    """The pool of this name, if there is one."""
    return db.session.scalar(select(Pool).where(Pool.label == label))


def counts(pool_ids: Collection[int] | None = None) -> Mapping[int, Counts]:
    """How the codes of these pools stand, or of all. One query."""
    query = select(Code.pool_id, Code.state, func.count()).group_by(Code.pool_id, Code.state)
    if pool_ids is not None:
        query = query.where(Code.pool_id.in_(pool_ids))
    found: dict[int, dict[str, int]] = {}
    for pool_id, state, number in db.session.execute(query):
        found.setdefault(pool_id, {})[CodeState(state).value] = number
    return {pool_id: Counts(**states) for pool_id, states in found.items()}


def free_count(pool_id: int) -> int:
    """How many codes of the pool nobody has."""
    free = select(func.count()).where(Code.pool_id == pool_id, Code.state == CodeState.FREE)
    return db.session.scalar(free) or 0


def free_up_to(pool_id: int, most: int) -> int:
    """The same, counted no further than so many."""
    free = select(Code.id).where(Code.pool_id == pool_id, Code.state == CodeState.FREE)
    return db.session.scalar(select(func.count()).select_from(free.limit(most).subquery())) or 0


def short() -> Sequence[Pool]:
    """Pools of which staff were told that they run short, or are empty."""
    told = Pool.low_told_at.is_not(None) | Pool.empty_told_at.is_not(None)
    return db.session.scalars(select(Pool).where(told).order_by(Pool.id)).all()


def shops_of(pools: Collection[Pool]) -> Mapping[int, tuple[Product | None, Store | None]]:
    """For each of these pools, by id, what its codes are for and where. Two queries."""
    goods = commerce.products_by_ids({one.product_id for one in pools if one.product_id})
    ids = {one.store_id for one in pools if one.store_id}
    stores = {one.id: one for one in commerce.stores()} if ids else {}
    return {
        one.id: (goods.get(one.product_id or 0), stores.get(one.store_id or 0)) for one in pools
    }


def taken(keys: Sequence[str], pool_id: int) -> Mapping[str, tuple[bool, str]]:
    """Which of these are codes already: whether of this pool, and the label of the pool."""
    found: dict[str, tuple[bool, str]] = {}
    for start in range(0, len(keys), AT_ONCE):
        query = select(Code.key, Code.pool_id, Pool.label).join(Pool, Pool.id == Code.pool_id)
        some = query.where(Code.key.in_(keys[start : start + AT_ONCE]))
        found |= {row[0]: (row[1] == pool_id, row[2]) for row in db.session.execute(some)}
    return found
