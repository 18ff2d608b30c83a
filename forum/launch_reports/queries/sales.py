"""What was bought with what a launch gave; orders that are for trying count nowhere."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, cast, exists, false, null, select, union_all

from forum.codes.models import CodeUse
from forum.commerce.models import COUNTING, Order, OrderLine, OrderStatus
from forum.commerce.models.orders import KEEPING
from forum.kernel.db import db
from forum.launches.models import EntryState, Launch, LaunchEntry

# Without codes, an order of the product counts for so long after its member took one.
LATEST = timedelta(days=30)
# Money had come, whatever became of it.
PAID = COUNTING | {OrderStatus.REFUNDED, OrderStatus.CANCELLED}


class Sale(NamedTuple):
    """An order with which somebody made use of their part."""

    entry_id: int
    # What they took, and the code they used; none where the product itself was bought.
    claimed_at: datetime | None
    code_id: int | None
    is_leaked: bool
    order_id: int
    status: OrderStatus
    ordered_at: datetime
    paid_at: datetime | None
    currency: str
    total_minor: int
    refunded_minor: int

    @property
    def was_paid(self) -> bool:
        """Whether money came."""
        return self.status in PAID and self.paid_at is not None

    @property
    def net_minor(self) -> int:
        """What stays of it."""
        return self.total_minor - self.refunded_minor if self.status in COUNTING else 0

    def is_kept(self, now: datetime) -> bool:
        """Whether it was paid long enough ago and not wholly refunded; as orders have it."""
        counts = self.status in COUNTING and self.paid_at is not None
        return counts and self.paid_at is not None and self.paid_at + KEEPING <= now


def sales_of(launch_ids: Collection[int]) -> Mapping[int, list[Sale]]:
    """The orders behind these launches: by the codes that were given, and of a launch without
    codes those of its product by who took one; one query."""
    found: dict[int, list[Sale]] = {one: [] for one in launch_ids}
    both = union_all(_by_code(launch_ids), _by_product(launch_ids))
    for row in db.session.execute(both):
        sale = Sale(*row[1:])
        if sale.code_id is not None or _is_soon(sale):
            found[row[0]].append(sale)
    return found


def _is_soon(sale: Sale) -> bool:
    return sale.claimed_at is not None and sale.ordered_at <= sale.claimed_at + LATEST


def _by_code(launch_ids: Collection[int]) -> Select[Any]:
    return (
        select(*_columns(CodeUse.code_id, CodeUse.is_leaked))
        .join(CodeUse, CodeUse.code_id == LaunchEntry.code_id)
        .join(Order, Order.id == CodeUse.order_id)
        .where(LaunchEntry.launch_id.in_(launch_ids), Order.is_test.is_(False))
    )


def _by_product(launch_ids: Collection[int]) -> Select[Any]:
    has_line = exists().where(
        OrderLine.order_id == Order.id, OrderLine.product_id == Launch.product_id
    )
    return (
        select(*_columns(cast(null(), Integer), false()))
        .join(Launch, Launch.id == LaunchEntry.launch_id)
        .join(Order, Order.user_id == LaunchEntry.user_id)
        .where(
            LaunchEntry.launch_id.in_(launch_ids),
            Launch.pool_id.is_(None),
            # Whoever handed theirs back buys what everybody can buy.
            LaunchEntry.state.in_([EntryState.CLAIMED, EntryState.VOID]),
            Order.ordered_at >= LaunchEntry.claimed_at,
            Order.is_test.is_(False),
            has_line,
        )
    )


def _columns(code_id: Any, is_leaked: Any) -> list[Any]:
    return [
        LaunchEntry.launch_id,
        LaunchEntry.id,
        LaunchEntry.claimed_at,
        code_id,
        is_leaked,
        Order.id,
        Order.status,
        Order.ordered_at,
        Order.paid_at,
        Order.currency,
        Order.total_minor,
        Order.refunded_minor,
    ]
