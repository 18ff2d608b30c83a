"""Who has one, who is offered one, who waits, and how many are left."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page
from forum.kernel.policy import NotFound
from forum.launches import gates
from forum.launches.gates import Stock
from forum.launches.line import Line, Moved, Offer, Waiting
from forum.launches.models import (
    Allocation,
    EntryState,
    Launch,
    LaunchEntry,
    LaunchReminder,
    LaunchState,
    LaunchWindow,
)
from forum.launches.policy import TAKEN, TOLD_PLACES
from forum.launches.settings import EARLY_PERCENT

# Offers that are over move through no more of the line than this in one go.
MOST_MOVED = 500
# The order of the line: as it was drawn; else the windows as they open, in each those who were in
# its lobby, then the others as they came.
DRAWN = (LaunchEntry.rank.nulls_last(), LaunchEntry.id)
CAME = (
    LaunchWindow.opens_at,
    LaunchWindow.id,
    LaunchEntry.rank.nulls_last(),
    LaunchEntry.entered_at,
    LaunchEntry.id,
)


@dataclass(frozen=True)
class Holding:
    """What is left at a moment, after every offer that is over has moved on."""

    stock: Stock
    moved: Moved

    def state_of(self, entry: LaunchEntry | None) -> EntryState | None:
        """How far somebody has come by now."""
        if entry is None:
            return None
        if any(one.entry_id == entry.id for one in self.moved.offered):
            return EntryState.OFFERED
        over = any(one.entry_id == entry.id for one in self.moved.lapsed)
        return EntryState.LAPSED if over else EntryState(entry.state)

    def until(self, entry: LaunchEntry) -> datetime | None:
        """Until when one is kept for somebody."""
        new = next((one for one in self.moved.offered if one.entry_id == entry.id), None)
        return new.expires_at if new else entry.offer_expires_at


def holding(launch: Launch, windows: Sequence[LaunchWindow], now: datetime) -> Holding:
    """What is left of a launch at this moment, whether the worker has been here or not."""
    return holdings([launch], {launch.id: windows}, now)[launch.id]


def holdings(
    launches: Collection[Launch],
    windows: Mapping[int, Sequence[LaunchWindow]],
    now: datetime,
) -> Mapping[int, Holding]:
    """The same of several launches; two queries, and one for each in which an offer is over."""
    ids = [one.id for one in launches]
    taken, offers = _taken(ids), _offers(ids)
    found = {}
    for launch in launches:
        stock = gates.stock_of(
            launch, windows[launch.id], taken[launch.id], early_percent=EARLY_PERCENT.get()
        )
        at = gates.time_of(launch, now)
        over = [one for one in offers[launch.id] if gates.is_over(one.expires_at, at)]
        is_moving = bool(over) and launch.allocation != Allocation.MANUAL
        since = min((one.expires_at for one in over), default=at)
        waiting = waiting_in(launch, windows[launch.id], since) if is_moving else ()
        line = line_of(launch, windows[launch.id], waiting, stock)
        moved = line.move_on(over, at)
        found[launch.id] = Holding(moved.stock, moved)
    return found


def line_of(
    launch: Launch, windows: Sequence[LaunchWindow], waiting: Sequence[Waiting], stock: Stock
) -> Line:
    """The line of a launch, with these people in it."""

    def door(window_id: int, at: datetime) -> int | None:
        if launch.allocation == Allocation.DRAW:
            return window_id
        ways = gates.ways_on(windows, window_id, at)
        return next((one.id for one in ways if gates.is_open(one, at)), None)

    return Line(waiting, stock, hold=timedelta(minutes=launch.hold_minutes), door=door)


def waiting_in(
    launch: Launch, windows: Sequence[LaunchWindow], since: datetime
) -> Sequence[Waiting]:
    """Who waits for what has become free since then, in their order."""
    is_drawn = launch.allocation == Allocation.DRAW
    places = DRAWN if is_drawn else CAME
    mine = [one.id for one in windows if is_drawn or gates.ways_on(windows, one.id, since)]
    query = (
        select(LaunchEntry.id, LaunchEntry.window_id, LaunchEntry.quantity)
        .join(LaunchWindow, LaunchWindow.id == LaunchEntry.window_id)
        .where(
            LaunchEntry.launch_id == launch.id,
            LaunchEntry.state == EntryState.WAITING,
            LaunchEntry.window_id.in_(mine),
        )
        .order_by(*places)
        .limit(MOST_MOVED)
    )
    return [Waiting(*row) for row in db.session.execute(query)]


def entry_of(user_id: int, launch: Launch) -> LaunchEntry | None:
    """A member's part in the launch, as the database has it now."""
    query = select(LaunchEntry).where(
        LaunchEntry.launch_id == launch.id, LaunchEntry.user_id == user_id
    )
    return db.session.scalar(query.execution_options(populate_existing=True))


def entry_by_id(launch: Launch, entry_id: int) -> LaunchEntry:
    """Somebody's part in this launch. Raises NotFound."""
    query = (
        select(LaunchEntry)
        .where(LaunchEntry.id == entry_id, LaunchEntry.launch_id == launch.id)
        .options(joinedload(LaunchEntry.user))
        .execution_options(populate_existing=True)
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def offered(launch: Launch, at: datetime) -> Sequence[LaunchEntry]:
    """Offers of the launch that stand at this time of it."""
    query = select(LaunchEntry).where(
        LaunchEntry.launch_id == launch.id,
        LaunchEntry.state == EntryState.OFFERED,
        LaunchEntry.offer_expires_at > at - gates.LAST_SECOND,
    )
    return db.session.scalars(query).all()


def entries_by_ids(ids: Collection[int]) -> Mapping[int, LaunchEntry]:
    """These parts, by number."""
    query = select(LaunchEntry).where(LaunchEntry.id.in_(ids))
    return {one.id: one for one in db.session.scalars(query)}


def entries_in(launch: Launch, after: Cursor | None = None) -> Page[LaunchEntry]:
    """Everybody who has a part in the launch, who entered last first, with the members."""
    query = select(LaunchEntry).where(LaunchEntry.launch_id == launch.id)
    query = query.options(joinedload(LaunchEntry.user)).order_by(LaunchEntry.id.desc())
    if after is not None:
        query = query.where(LaunchEntry.id < after.id)
    rows = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    more = len(rows) > PAGE_SIZE
    return Page(rows[:PAGE_SIZE], Cursor(0, rows[PAGE_SIZE - 1].id).encode() if more else None)


def counts(launch: Launch) -> Mapping[EntryState, int]:
    """How many people are how far."""
    query = select(LaunchEntry.state, func.count()).where(LaunchEntry.launch_id == launch.id)
    rows = db.session.execute(query.group_by(LaunchEntry.state))
    found = dict.fromkeys(EntryState, 0)
    return found | {EntryState(row[0]): row[1] for row in rows}


def has_entries(window: LaunchWindow) -> bool:
    """Whether anybody has a part in the launch by this window."""
    entered = select(LaunchEntry.id).where(LaunchEntry.window_id == window.id)
    asked = select(LaunchReminder.user_id).where(LaunchReminder.window_id == window.id)
    return bool(db.session.scalar(select(or_(entered.exists(), asked.exists()))))


def place_of(
    launch: Launch, entry: LaunchEntry, windows: Sequence[LaunchWindow], at: datetime
) -> int:
    """Somebody's place in the line, from 1; above 100 it is 101, whatever it is. Whoever waits by
    a window that is over, and can come in by no later one, stands in nobody's way."""
    if launch.allocation == Allocation.DRAW and entry.rank is not None:
        return _count_ahead(entry, LaunchEntry.rank < entry.rank)
    window = next(one for one in windows if one.id == entry.window_id)
    served = [one.id for one in windows if gates.ways_on(windows, one.id, at)]
    before = or_(
        LaunchWindow.opens_at < window.opens_at,
        and_(LaunchWindow.opens_at == window.opens_at, LaunchWindow.id < window.id),
        and_(LaunchWindow.id == window.id, _came_before(entry)),
    )
    return _count_ahead(entry, before & LaunchEntry.window_id.in_(served))


def _came_before(entry: LaunchEntry) -> ColumnElement[bool]:
    if entry.rank is not None:
        return LaunchEntry.rank < entry.rank
    return or_(
        LaunchEntry.rank.is_not(None),
        LaunchEntry.entered_at < entry.entered_at,
        and_(LaunchEntry.entered_at == entry.entered_at, LaunchEntry.id < entry.id),
    )


def _count_ahead(entry: LaunchEntry, before: ColumnElement[bool]) -> int:
    ahead = (
        select(LaunchEntry.id)
        .join(LaunchWindow, LaunchWindow.id == LaunchEntry.window_id)
        .where(
            LaunchEntry.launch_id == entry.launch_id,
            LaunchEntry.state == EntryState.WAITING,
            before,
        )
        .limit(TOLD_PLACES)
    )
    return (db.session.scalar(select(func.count()).select_from(ahead.subquery())) or 0) + 1


def with_offers_over(now: datetime) -> Sequence[int]:
    """Launches in which an offer is over, whose clock runs."""
    query = (
        select(LaunchEntry.launch_id)
        .join(Launch, Launch.id == LaunchEntry.launch_id)
        .where(
            LaunchEntry.state == EntryState.OFFERED,
            LaunchEntry.offer_expires_at <= now - gates.LAST_SECOND,
            Launch.state == LaunchState.SCHEDULED,
            Launch.stopped_at.is_(None),
        )
        .distinct()
    )
    return db.session.scalars(query).all()


def _taken(ids: Collection[int]) -> Mapping[int, Mapping[int, int]]:
    sums = func.sum(LaunchEntry.quantity)
    query = select(LaunchEntry.launch_id, LaunchEntry.window_id, sums).where(
        LaunchEntry.launch_id.in_(ids), LaunchEntry.state.in_(TAKEN)
    )
    found: dict[int, dict[int, int]] = {one: {} for one in ids}
    for row in db.session.execute(query.group_by(LaunchEntry.launch_id, LaunchEntry.window_id)):
        found[row[0]][row[1]] = int(row[2])
    return found


def _offers(ids: Collection[int]) -> Mapping[int, Sequence[Offer]]:
    query = select(LaunchEntry).where(
        LaunchEntry.launch_id.in_(ids),
        LaunchEntry.state == EntryState.OFFERED,
        LaunchEntry.offer_expires_at.is_not(None),
    )
    found: dict[int, list[Offer]] = {one: [] for one in ids}
    for one in db.session.scalars(query):
        if one.offer_expires_at is not None and one.offered_at is not None:
            found[one.launch_id].append(
                Offer(
                    one.id,
                    one.window_id,
                    one.quantity,
                    one.round,
                    one.offer_expires_at,
                    one.offered_at,
                )
            )
    return found
