"""How an order stands, from what its shop said and what went back; and who is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.commerce import money, queries
from forum.commerce.models import NoteKind, Order, OrderNote, OrderStatus, Refund
from forum.commerce.signals import OrderChanged, OrderPaid, OrderRefunded
from forum.kernel import clock
from forum.kernel.bus import announce

UNDONE = frozenset({OrderStatus.REFUNDED, OrderStatus.CANCELLED})


@dataclass(frozen=True)
class Before:
    """How an order stood before something was said of it; nothing when it was not here."""

    status: OrderStatus | None = None
    net_minor: int = 0
    refunded_minor: int = 0
    is_paid: bool = False
    is_undone: bool = False
    user_id: int | None = None
    units: int = 0

    @classmethod
    def of(cls, order: Order) -> "Before":
        """How this order stands."""
        return cls(
            order.status,
            order.net_minor,
            order.refunded_minor,
            order.paid_at is not None,
            order.undone_at is not None,
            order.user_id,
            _units(order),
        )


def settle(order_id: int, before: Before) -> None:
    """Work out how the order stands, and tell those above. A step of others."""
    order = queries.order_by_id(order_id)
    refunds, notes = queries.refunds_of(order_id), queries.notes_of(order_id)
    back = max(sum(one.amount_minor for one in refunds), order.said_refunded_minor)
    order.status = _status(order, back, notes)
    is_whole = order.status == OrderStatus.REFUNDED
    order.refunded_minor = order.total_minor if is_whole else min(back, order.total_minor)
    is_undone = order.status in UNDONE and order.paid_at is not None
    order.undone_at = _undone_at(order, refunds, notes) if is_undone else None
    _note_deed(order, before)
    if not order.is_test:
        _tell(order, before)


def _status(order: Order, back: int, notes: Sequence[OrderNote]) -> OrderStatus:
    is_gone = any(note.kind == NoteKind.DELETED for note in notes)
    if is_gone or order.said == OrderStatus.CANCELLED:
        return OrderStatus.CANCELLED
    if order.said == OrderStatus.PENDING:
        return OrderStatus.PENDING
    if order.said == OrderStatus.REFUNDED or back >= order.total_minor > 0:
        return OrderStatus.REFUNDED
    is_part = back > 0 or order.said == OrderStatus.PARTIALLY_REFUNDED
    return OrderStatus.PARTIALLY_REFUNDED if is_part else OrderStatus.PAID


def _undone_at(order: Order, refunds: Sequence[Refund], notes: Sequence[OrderNote]) -> datetime:
    """The last of the moments that undid it; the shop's own word where there is no other."""
    found = [one.at for one in refunds] + [n.at for n in notes if n.kind == NoteKind.DELETED]
    return max(found, default=order.source_updated_at)


def _note_deed(order: Order, before: Before) -> None:
    """What stays of it is a deed of its buyer; another sum or buyer makes it another deed."""
    size, user_id = _units(order), order.user_id
    if (size, user_id) == (before.units, before.user_id):
        return
    thing = Thing("order", order.id)
    if before.units and before.user_id is not None:
        activity.take_back(thing, DeedKind.BOUGHT, before.user_id, by_id=None)
    if size and user_id is not None and order.paid_at is not None:
        activity.record(DeedKind.BOUGHT, user_id, thing, size=size, at=order.paid_at)


def _units(order: Order) -> int:
    """What stays of it in whole units of its currency; nothing of a try."""
    return 0 if order.is_test else int(money.major(order.net_minor, order.currency))


def _tell(order: Order, before: Before) -> None:
    at = order.paid_at
    if at is not None and (not before.is_paid or _is_found(order, before)):
        announce(OrderPaid(order.id, order.user_id, tuple(order.codes), at))
    has_more = order.refunded_minor > before.refunded_minor
    is_undone = order.undone_at is not None
    if at is not None and ((is_undone and not before.is_undone) or (has_more and not is_undone)):
        announce(OrderRefunded(order.id, is_undone, clock.now()))
    if (order.status, order.net_minor) != (before.status, before.net_minor):
        announce(OrderChanged(order.id, order.status, order.net_minor, clock.now()))


def _is_found(order: Order, before: Before) -> bool:
    return order.user_id is not None and order.user_id != before.user_id
