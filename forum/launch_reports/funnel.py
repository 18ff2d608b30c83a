"""From those who could to those who kept it, and the money behind it: counting rows that were read.

A step counts members, each once. Whoever is further counts in the steps before, but for the line:
one can get something without ever having stood in it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.launch_reports.queries import Part, Reach, Sale
from forum.launches.models import EntryState


class Step(StrEnum):
    """The steps, in their order."""

    ELIGIBLE = "eligible"
    SAW = "saw"
    WAITED = "waited"
    ENTERED = "entered"
    OFFERED = "offered"
    CLAIMED = "claimed"
    REDEEMED = "redeemed"
    KEPT = "kept"


# One may go past this step, so that the next one is measured by what stands before it.
BESIDE = Step.WAITED


@dataclass(frozen=True)
class Stage:
    """A step with its number, and the shares of those who came so far; none of nobody."""

    step: Step
    number: int
    of_before: float | None
    of_first: float | None


@dataclass(frozen=True)
class Money:
    """What came in one currency, in its smallest unit."""

    currency: str
    orders: int
    gross_minor: int
    net_minor: int

    @property
    def back_minor(self) -> int:
        """What went back, or was cancelled."""
        return self.gross_minor - self.net_minor


@dataclass(frozen=True)
class SellOut:
    """How long it took after the first opening; none where it did not come to that."""

    half: timedelta | None = None
    full: timedelta | None = None


@dataclass(frozen=True)
class Facts:
    """What was read of one launch."""

    reach: Reach
    parts: Sequence[Part]
    told: Collection[int]
    sales: Sequence[Sale]


def funnel(reach: Reach, numbers: dict[Step, int]) -> Sequence[Stage]:
    """All steps with their shares."""
    counts = {Step.ELIGIBLE: reach.eligible, Step.SAW: reach.saw, **numbers}
    stages, base = [], reach.eligible
    for step in Step:
        number = counts[step]
        is_first = step == Step.ELIGIBLE
        of_before = None if is_first else _share(number, base)
        of_first = None if is_first else _share(number, reach.eligible)
        stages.append(Stage(step, number, of_before, of_first))
        base = base if step == BESIDE else number
    return stages


def numbers_of(facts: Facts, now: datetime, *, lined: bool) -> dict[Step, int]:
    """How many members came to which step. Where there is a line, whoever stood in it waited, as
    did whoever asked to be told."""
    redeemed = redeemed_by(facts.sales)
    there = [one for one in facts.parts if one.state != EntryState.VOID or one.entry_id in redeemed]
    waited = {one.user_id for one in there if lined and one.stood_in_line}
    claimed = {one.entry_id for one in there if one.has_one} | redeemed
    offered = {one.entry_id for one in there if one.was_offered} | claimed
    return {
        Step.WAITED: len(waited | set(facts.told)),
        Step.ENTERED: len(there),
        Step.OFFERED: len(offered),
        Step.CLAIMED: len(claimed),
        Step.REDEEMED: len(redeemed),
        Step.KEPT: len(kept_by(facts.sales, now)),
    }


def redeemed_by(sales: Sequence[Sale]) -> set[int]:
    """The parts with which something was bought."""
    return {one.entry_id for one in sales if one.was_paid}


def kept_by(sales: Sequence[Sale], now: datetime) -> set[int]:
    """The parts with which something was bought that stayed."""
    return {one.entry_id for one in sales if one.is_kept(now)}


def money_of(sales: Sequence[Sale]) -> Sequence[Money]:
    """What came and what stayed, by currency; an order counts once, however often it is behind."""
    orders = {one.order_id: one for one in sales if one.was_paid}
    currencies = sorted({one.currency for one in orders.values()})
    found = []
    for currency in currencies:
        mine = [one for one in orders.values() if one.currency == currency]
        gross, net = sum(one.total_minor for one in mine), sum(one.net_minor for one in mine)
        found.append(Money(currency, len(mine), gross, net))
    return found


def sell_out(parts: Sequence[Part], stock: int | None, opened_at: datetime) -> SellOut:
    """When half of what there was had been taken, and when everything; by what is held now."""
    if not stock:
        return SellOut()
    taken, found = 0, SellOut()
    held = ((one.claimed_at, one.quantity) for one in parts if one.has_one and one.claimed_at)
    for at, quantity in sorted(held):
        taken += quantity
        if found.half is None and 2 * taken >= stock:
            found = SellOut(at - opened_at)
        if taken >= stock:
            return SellOut(found.half, at - opened_at)
    return found


def _share(number: int, base: int) -> float | None:
    return number / base if base else None
