"""Orders of files: by the same rules as what shops send, each with what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from forum.commerce import queries
from forum.commerce.actions.upserting import RANK, apply
from forum.commerce.models import LineOutcome, Order, Store
from forum.commerce.shapes import tables
from forum.commerce.shapes.facts import OrderFacts, Told, Unreadable
from forum.commerce.shapes.tables import Read
from forum.kernel.policy import Invalid


@dataclass(frozen=True)
class Line:
    """What became of one order of a file, and the line where it begins."""

    line: int
    name: str
    outcome: LineOutcome
    problem: str = ""


@dataclass
class Report:
    """What became of a file."""

    lines: list[Line] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """How many orders were new, changed, the same, rejected."""
        return Counter(line.outcome for line in self.lines)

    @property
    def rejected(self) -> Sequence[Line]:
        """What could not be read, and why."""
        return [line for line in self.lines if line.outcome == LineOutcome.REJECTED]


def compare(store: Store, text: str) -> Report:
    """What importing the file would change; nothing is changed. Raises Invalid("file", …)."""
    try:
        return Report([_compared(store, one) for one in tables.read(text)])
    except Unreadable as error:
        raise Invalid("file", "no_orders", what=str(error)) from error


def take_in(store: Store, some: Sequence[Read]) -> Sequence[Line]:
    """Take in some orders of a file, within the turn of the store; says what became of each."""
    return [_taken_in(store, one) for one in some]


def _taken_in(store: Store, one: Read) -> Line:
    line = _compared(store, one)
    if one.facts is not None and line.outcome in {LineOutcome.NEW, LineOutcome.CHANGED}:
        apply(store, Told(orders=[_fitted(one.facts, _known(store, one.facts))]))
    return line


def _compared(store: Store, one: Read) -> Line:
    if one.facts is None:
        return Line(one.line, one.name, LineOutcome.REJECTED, one.problem)
    order = _known(store, one.facts)
    if order is None:
        return Line(one.line, one.name, LineOutcome.NEW)
    if order.currency != one.facts.currency:
        return Line(one.line, one.name, LineOutcome.REJECTED, "currency")
    is_changed = _says_more(one.facts, order)
    return Line(one.line, one.name, LineOutcome.CHANGED if is_changed else LineOutcome.SAME)


def _known(store: Store, facts: OrderFacts) -> Order | None:
    found = queries.order_at(store.id, facts.external_id) if facts.external_id else None
    return found or queries.order_named(store.id, facts.name)


def _says_more(facts: OrderFacts, order: Order) -> bool:
    """Whether the file knows something newer: it moves an order on, and never back."""
    is_further = RANK[facts.said] > max(RANK[order.said], RANK[order.status])
    is_newer = facts.updated_at > order.source_updated_at and facts.said != order.said
    back = facts.refunded_minor > order.refunded_minor
    other_sum = (
        facts.updated_at > order.source_updated_at and facts.total_minor != order.total_minor
    )
    return is_further or is_newer or back or other_sum


def _fitted(facts: OrderFacts, order: Order | None) -> OrderFacts:
    """The facts with what a file does not know left as it is."""
    if order is None:
        return replace(facts, external_id=facts.external_id or facts.name)
    said = facts.said if RANK[facts.said] >= RANK[order.said] else order.said
    is_newer = facts.updated_at > order.source_updated_at
    # What knows more was said later, also where the file does not say when.
    later = order.source_updated_at + timedelta(microseconds=1)
    return replace(
        facts,
        external_id=order.external_id,
        said=facts.said if is_newer else said,
        paid_at=facts.paid_at or order.paid_at,
        refunded_minor=max(facts.refunded_minor, order.said_refunded_minor),
        updated_at=max(facts.updated_at, later),
        is_test=order.is_test,
        codes=facts.codes or tuple(order.codes),
        payment_ref=order.payment_ref,
        reference=order.reference,
        lines=() if queries.lines_of([order.id])[order.id] else facts.lines,
    )
