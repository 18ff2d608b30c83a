"""The report of one launch: everything that was read of it, put together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.draws import fair
from forum.draws import queries as drawing
from forum.kernel import clock
from forum.launch_reports import chances, funnel, queries, room, splitting
from forum.launch_reports.funnel import Facts, Money, SellOut, Stage
from forum.launch_reports.queries import Sale
from forum.launch_reports.room import Joining, Mood
from forum.launch_reports.splitting import Cell, Row
from forum.launches import gates
from forum.launches import queries as launched
from forum.launches.models import Allocation, EntryState, Launch, LaunchState, LaunchWindow
from forum.launches.policy import NO_LINE
from forum.tiers import queries as tiers
from forum.tiers.models import Tier

# When nothing was ordered for so long, and all windows are over, nothing moves any more.
SETTLED = timedelta(days=30)


class Moving(StrEnum):
    """What may still change the numbers."""

    OPEN = "open"
    OFFERS = "offers"
    ORDERS = "orders"
    NEWCOMERS = "newcomers"


@dataclass(frozen=True)
class Summary:
    """What a launch comes to, as it stands beside others."""

    launch: Launch
    stages: Sequence[Stage]
    money: Sequence[Money]
    sold: SellOut


@dataclass(frozen=True)
class Codes:
    """What became of codes: used by others, used twice, and parts that came back."""

    leaked: int
    doubled: int
    returned: int
    void: int


@dataclass(frozen=True)
class Repeats:
    """How many of those who have one had one in so many launches before; and in all of them."""

    launches: int
    some: Cell
    every: Cell


@dataclass(frozen=True)
class Room:
    """What was said in the room, and what went wrong there."""

    flagged: int
    complaints: int
    mood: Mood | None


@dataclass(frozen=True)
class Report:
    """The report of one launch."""

    summary: Summary
    before: Sequence[Summary]
    opened_at: datetime
    tiers: Sequence[Row]
    names: Mapping[int, Tier]
    tenures: Sequence[Row]
    fairness: chances.Fairness | None
    repeats: Repeats | None
    codes: Codes
    room: Room
    joining: Joining
    final_at: datetime
    moving: Sequence[Moving]


def opening_of(launch: Launch, windows: Sequence[LaunchWindow], now: datetime) -> datetime | None:
    """When it opened first; nothing while it has not."""
    at = gates.time_of(launch, now)
    opened = [one.opens_at for one in windows if gates.has_opened(one, at)]
    return min(opened) if launch.approved_at and opened else None


def report_of(launch: Launch) -> Report | None:
    """Everything there is to say; nothing before it has opened. As many queries for any launch."""
    now = clock.now()
    windows = launched.windows_of([launch.id])[launch.id]
    opened_at = opening_of(launch, windows, now)
    if opened_at is None:
        return None
    anything, alike = queries.before(launch, opened_at)
    facts, summaries = _read([launch, *alike], now)
    mine = facts[launch.id]
    closes_at = max(one.closes_at for one in windows)
    redeemed = funnel.redeemed_by(mine.sales)
    final_at = _final_at(closes_at, mine.sales)
    return Report(
        summary=summaries[0],
        before=summaries[1:],
        opened_at=opened_at,
        tiers=splitting.by_tier(mine.parts, redeemed),
        names={one.rank: one for one in tiers.tiers()},
        tenures=splitting.by_tenure(mine.parts, redeemed),
        fairness=_fairness(launch),
        repeats=_repeats(mine, anything),
        codes=_codes(mine),
        room=_room(launch.channel_id),
        joining=room.joining(queries.newcomers_in(opened_at, min(closes_at, now)), now),
        final_at=final_at,
        moving=_moving(launch, mine, closes_at, now) if now < final_at else (),
    )


def _read(
    launches: Sequence[Launch], now: datetime
) -> tuple[Mapping[int, Facts], Sequence[Summary]]:
    ids = [one.id for one in launches]
    windows = launched.windows_of(ids)
    reach, parts = queries.reach_of(launches, windows), queries.parts_of(ids)
    told, sales = queries.told_of(ids), queries.sales_of(ids)
    facts = {one: Facts(reach[one], parts[one], told[one], sales[one]) for one in ids}
    return facts, [_summary(one, facts[one.id], windows[one.id], now) for one in launches]


def _summary(
    launch: Launch, facts: Facts, windows: Sequence[LaunchWindow], now: datetime
) -> Summary:
    lined = launch.allocation not in NO_LINE
    stages = funnel.funnel(facts.reach, funnel.numbers_of(facts, now, lined=lined))
    opened_at = min(one.opens_at for one in windows)
    sold = funnel.sell_out(facts.parts, launch.stock_total, opened_at)
    return Summary(launch, stages, funnel.money_of(facts.sales), sold)


def _fairness(launch: Launch) -> chances.Fairness | None:
    """Of a draw that is done, who should have won and who did, as its published files have it."""
    draw = drawing.draw_of(launch.id) if launch.allocation == Allocation.DRAW else None
    if draw is None or draw.drawn_at is None:
        return None
    tickets = fair.read(draw.entries_file)
    there = {one: count for one, count in tickets.items() if count and one not in draw.struck}
    won = {one.entry for one in drawing.winners(draw, drawing.ranking_of(draw))}
    winners = Counter(there[one] for one in won)
    return chances.fairness(Counter(there.values()), winners) if there else None


def _repeats(facts: Facts, before: Sequence[Launch]) -> Repeats | None:
    held = queries.holders_of([one.id for one in before])
    if not before:
        return None
    mine = {one.user_id for one in facts.parts if one.has_one}
    times = [sum(user_id in one for one in held.values()) for user_id in mine]
    some, every = sum(one > 0 for one in times), times.count(len(before))
    return Repeats(len(before), splitting.told(some), splitting.told(every))


def _room(channel_id: int | None) -> Room:
    flagged, complaints = queries.troubles_in(channel_id)
    return Room(flagged, complaints, room.mood(queries.texts_in(channel_id)))


def _codes(facts: Facts) -> Codes:
    used = [one for one in facts.sales if one.code_id is not None]
    orders = Counter(one.code_id for one in used)
    states = Counter(one.state for one in facts.parts)
    return Codes(
        leaked=len({one.code_id for one in used if one.is_leaked}),
        doubled=sum(number > 1 for number in orders.values()),
        returned=states[EntryState.RETURNED],
        void=states[EntryState.VOID],
    )


def _final_at(closes_at: datetime, sales: Sequence[Sale]) -> datetime:
    paid = [one.paid_at for one in sales if one.was_paid and one.paid_at is not None]
    return max([closes_at, *paid]) + SETTLED


def _moving(launch: Launch, facts: Facts, closes_at: datetime, now: datetime) -> Sequence[Moving]:
    is_open = not gates.is_over(closes_at, gates.time_of(launch, now))
    offered = any(one.state == EntryState.OFFERED for one in facts.parts)
    young = any(one.was_paid and one.net_minor and not one.is_kept(now) for one in facts.sales)
    is_new = now < closes_at + room.STAY
    told = {
        Moving.OPEN: is_open and launch.state == LaunchState.SCHEDULED,
        Moving.OFFERS: offered,
        Moving.ORDERS: young or is_open,
        Moving.NEWCOMERS: is_new,
    }
    return [one for one in Moving if told[one]]
