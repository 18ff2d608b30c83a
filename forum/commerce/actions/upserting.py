"""Orders, refunds and what else is said of orders: each once, whatever comes first.

Every rule here gives the same in the end for every order in which words about an order come: of
two words the newer one holds, and of two of one moment the further one; refunds only add up.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from sqlalchemy import delete

from forum.commerce import keys, queries
from forum.commerce.actions.settling import Before, settle
from forum.commerce.models import (
    NoteKind,
    Order,
    OrderLine,
    OrderNote,
    OrderStatus,
    Refund,
    Store,
)
from forum.commerce.shapes.facts import NoteFacts, OrderFacts, RefundFacts, Told
from forum.kernel import clock
from forum.kernel.db import as_json, db
from forum.kernel.unit import action

# Of two words of one moment, the one further down is the later one.
RANK = {
    OrderStatus.PENDING: 0,
    OrderStatus.PAID: 1,
    OrderStatus.PARTIALLY_REFUNDED: 2,
    OrderStatus.CANCELLED: 3,
    OrderStatus.REFUNDED: 4,
}


class Outcome(StrEnum):
    """What became of one order that was said."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"


@dataclass(frozen=True)
class Applied:
    """What became of all that was said at once."""

    outcomes: Sequence[Outcome]
    # Whether all that it speaks of is here.
    is_whole: bool

    @property
    def outcome(self) -> str:
        """One word for all."""
        return str(self.outcomes[0]) if self.outcomes else "taken"


@action
def apply(store: Store, told: Told) -> Applied:
    """Take in what was said. The caller has the store's turn."""
    touched: dict[int, Before] = {}
    outcomes = [_put_order(store, facts, touched) for facts in told.orders]
    is_whole = True
    for refund in told.refunds:
        is_whole &= _put_refund(store, refund, touched)
    for note in told.notes:
        is_whole &= _put_note(store, note, touched)
    db.session.flush()
    for order_id, before in touched.items():
        settle(order_id, before)
    return Applied(outcomes, is_whole)


def _put_order(store: Store, facts: OrderFacts, touched: dict[int, Before]) -> Outcome:
    key = keys.email_key(facts.email) if facts.email else None
    facts = replace(facts, is_test=facts.is_test or store.is_test)
    print_ = _print(facts, key)
    order = _order_meant(store, facts, touched)
    if order is None:
        order = Order(store_id=store.id, external_id=facts.external_id, status=facts.said)
        outcome = Outcome.NEW
        _write(order, facts, print_)
        db.session.add(order)
        db.session.flush()
        touched[order.id] = Before()
        _gather(order, touched)
    elif order.print == print_:
        return Outcome.SAME
    elif _place(facts, print_) < (order.source_updated_at, RANK[order.said], order.print):
        return Outcome.OLDER
    else:
        touched.setdefault(order.id, Before.of(order))
        had_ref, outcome = order.payment_ref, Outcome.CHANGED
        _write(order, facts, print_)
        if order.payment_ref != had_ref:
            _gather(order, touched)
    _write_buyer(order, facts, key)
    if facts.lines or outcome == Outcome.NEW:
        _write_lines(order, facts)
    return outcome


def _order_meant(store: Store, facts: OrderFacts, touched: dict[int, Before]) -> Order | None:
    """The order of this number; or one that came by a file, which knew only its name: it has its
    number from now on, and what was said of that."""
    found = queries.order_at(store.id, facts.external_id)
    if found is None and facts.name:
        named = queries.order_at(store.id, facts.name)
        if named is not None and named.name == facts.name:
            touched.setdefault(named.id, Before.of(named))
            named.external_id = facts.external_id
            _gather(named, touched)
            if queries.is_forgotten(named):
                _forget(named)
            return named
    return found


def _place(facts: OrderFacts, print_: str) -> tuple[object, int, str]:
    return facts.updated_at, RANK[facts.said], print_


def _print(facts: OrderFacts, key: str | None) -> str:
    """What tells this word about the order from others; the buyer is in it by the key alone."""
    told = {name: str(value) for name, value in asdict(replace(facts, email="")).items()}
    return hashlib.sha256(as_json([sorted(told.items()), key]).encode()).hexdigest()


def _write(order: Order, facts: OrderFacts, print_: str) -> None:
    order.name, order.said, order.currency = facts.name, facts.said, facts.currency
    order.total_minor, order.tax_minor = facts.total_minor, facts.tax_minor
    order.discount_minor = facts.discount_minor
    order.said_refunded_minor = facts.refunded_minor
    order.is_test, order.codes = facts.is_test, list(facts.codes)
    order.ordered_at, order.paid_at = facts.ordered_at, facts.paid_at
    order.payment_ref, order.reference = facts.payment_ref, facts.reference
    order.source_updated_at, order.print = facts.updated_at, print_


def _write_buyer(order: Order, facts: OrderFacts, key: str | None) -> None:
    """Who bought; nobody, where the buyer asked to be forgotten."""
    if queries.is_forgotten(order):
        _forget(order)
    elif facts.email is not None and (order.email_key != key or order.user_id is None):
        order.email_key = key
        order.user_id = queries.buyer_with(facts.email) if key else None


def _forget(order: Order) -> None:
    order.email_key, order.user_id, order.reference = None, None, ""


def _write_lines(order: Order, facts: OrderFacts) -> None:
    db.session.execute(
        delete(OrderLine)
        .where(OrderLine.order_id == order.id)
        .execution_options(synchronize_session=False)
    )
    products = queries.products_sold(order.store_id, facts.lines)
    for position, line in enumerate(facts.lines):
        db.session.add(
            OrderLine(
                order_id=order.id,
                product_id=products.of(line),
                position=position,
                title=line.title,
                sku=line.sku,
                external_product_id=line.product,
                external_variant_id=line.variant,
                quantity=line.quantity,
                price_minor=line.price_minor,
            )
        )


def _gather(order: Order, touched: dict[int, Before]) -> None:
    """Let what was said before the order came belong to it."""
    refs = [ref for ref in (order.external_id, order.payment_ref) if ref]
    for row in queries.refunds_of_refs(order.store_id, refs):
        _attach(row, touched)
    for note in queries.notes_of_refs(order.store_id, refs):
        note.order_id = queries.order_meant(order.store_id, note.order_ref)


def _put_refund(store: Store, facts: RefundFacts, touched: dict[int, Before]) -> bool:
    """Add a refund; returns whether its order is here, whatever it was paid in."""
    row = queries.refund_at(store.id, facts.external_id)
    if row is None:
        row = Refund(store_id=store.id, external_id=facts.external_id, order_ref=facts.order_ref)
        row.amount_minor, row.at, row.currency = facts.amount_minor, facts.at, ""
        db.session.add(row)
    elif facts.amount_minor > row.amount_minor:
        row.amount_minor, row.at = facts.amount_minor, facts.at
    elif facts.amount_minor == row.amount_minor:
        row.at = min(row.at, facts.at)
    row.currency = row.currency or facts.currency
    return _attach(row, touched)


def _attach(row: Refund, touched: dict[int, Before]) -> bool:
    """The order that the refund means now, and the one that it had before, are to be settled;
    returns whether the order that it means is here. One in another currency takes nothing off."""
    named = queries.order_meant(row.store_id, row.order_ref)
    meant = named
    if named is not None and row.currency not in {"", queries.order_by_id(named).currency}:
        meant = None
    for order_id in {row.order_id, meant} - {None}:
        if order_id is not None and order_id not in touched:
            touched[order_id] = Before.of(queries.order_by_id(order_id))
    row.order_id = meant
    return named is not None


def _put_note(store: Store, facts: NoteFacts, touched: dict[int, Before]) -> bool:
    """Note what was said of an order; returns whether the order is here."""
    meant = queries.order_meant(store.id, facts.order_ref)
    note = queries.note_at(store.id, facts.kind, facts.external_id)
    if note is None:
        note = OrderNote(store_id=store.id, kind=facts.kind, external_id=facts.external_id)
        note.order_ref, note.at = facts.order_ref, facts.at or clock.now()
        db.session.add(note)
    note.order_id = meant
    if meant is None:
        # Whoever is to be forgotten and never ordered is no gap.
        return facts.kind == NoteKind.REDACTED
    order = queries.order_by_id(meant)
    touched.setdefault(order.id, Before.of(order))
    if facts.kind == NoteKind.REDACTED:
        _forget(order)
    return True
