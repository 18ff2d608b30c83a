"""The gates of a launch as functions of the clock: what is open, for whom, and how much is there.

Nothing here asks the database or what time it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate

from forum.launches.models import (
    Allocation,
    Audience,
    Embargo,
    Launch,
    LaunchState,
    LaunchWindow,
)

# The closing second itself is still inside.
LAST_SECOND = timedelta(seconds=1)


class Phase(StrEnum):
    """How a launch stands at a moment."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CANCELLED = "cancelled"
    SCHEDULED = "scheduled"
    TEASER = "teaser"
    PAUSED = "paused"
    LIVE = "live"
    SOLD_OUT = "sold_out"
    # No window is open just now, and another one will be.
    BETWEEN = "between"
    CLOSED = "closed"


@dataclass(frozen=True)
class Reach:
    """All of a viewer that windows ask for."""

    user_id: int = 0
    tier_rank: int = 0
    badges: frozenset[int] = frozenset()
    # The windows on whose lists they stand.
    lists: frozenset[int] = frozenset()
    # The pools of which they have a code, or have had one before their eyes.
    pools: frozenset[int] = frozenset()
    is_customer: bool = False

    @property
    def is_guest(self) -> bool:
        """Whether they are not signed in."""
        return self.user_id == 0


def time_of(launch: Launch, now: datetime) -> datetime:
    """The time of the launch: its clock stands still while it is paused, and for good when it is
    cancelled."""
    return min(now, launch.stopped_at) if launch.stopped_at else now


def is_over(moment: datetime, at: datetime) -> bool:
    """Whether the second that a moment names has passed."""
    return at >= moment + LAST_SECOND


def has_opened(window: LaunchWindow, at: datetime) -> bool:
    """Whether the window has opened by this time of the launch."""
    return window.opens_at <= at


def is_open(window: LaunchWindow, at: datetime) -> bool:
    """Whether the window is open at this time of the launch."""
    return has_opened(window, at) and not is_over(window.closes_at, at)


def in_order(windows: Sequence[LaunchWindow]) -> list[LaunchWindow]:
    """The windows as they open."""
    return sorted(windows, key=lambda one: (one.opens_at, one.id or 0))


def includes(window: LaunchWindow, reach: Reach) -> bool:
    """Whether the window is for this viewer. Its tier is loaded with it."""
    if window.audience == Audience.PUBLIC:
        return True
    if reach.is_guest:
        return False
    if window.audience == Audience.TIER:
        return window.tier is not None and reach.tier_rank >= window.tier.rank
    if window.audience == Audience.BADGE:
        return window.badge_id in reach.badges
    if window.audience == Audience.CUSTOMERS:
        return reach.is_customer
    return window.audience == Audience.ALL or window.id in reach.lists


def own(windows: Sequence[LaunchWindow], reach: Reach) -> list[LaunchWindow]:
    """The windows that are for this viewer, as they open."""
    return [one for one in in_order(windows) if includes(one, reach)]


def best(windows: Sequence[LaunchWindow], reach: Reach, at: datetime) -> LaunchWindow | None:
    """The first window of the viewer that is not over."""
    return next((one for one in own(windows, reach) if not is_over(one.closes_at, at)), None)


def includes_all_of(window: LaunchWindow, other: LaunchWindow) -> bool:
    """Whether every member who may come in by the other window may by this one. Their tiers are
    loaded with them."""
    if window.is_for_all:
        return True
    if window.tier is not None and other.tier is not None:
        return window.tier.rank <= other.tier.rank
    is_alike = window.audience == other.audience and window.badge_id == other.badge_id
    return is_alike and window.audience in {Audience.BADGE, Audience.CUSTOMERS}


def ways_on(windows: Sequence[LaunchWindow], window_id: int, at: datetime) -> list[LaunchWindow]:
    """The windows by which those get something who wait by this one, as they open: itself, and
    when it is over, the later ones that are surely for them."""
    own = next((one for one in windows if one.id == window_id), None)
    if own is None or not is_over(own.closes_at, at):
        return [] if own is None else [own]
    return [
        one
        for one in in_order(windows)
        if not is_over(one.closes_at, at) and includes_all_of(one, own)
    ]


def phase_of(
    launch: Launch, windows: Sequence[LaunchWindow], now: datetime, *, is_sold_out: bool = False
) -> Phase:
    """How the launch stands. Whether everything is gone is counted elsewhere."""
    if launch.state != LaunchState.SCHEDULED:
        return Phase(launch.state)
    if launch.stopped_at is not None:
        return Phase.PAUSED
    if any(is_open(one, now) for one in windows):
        return Phase.SOLD_OUT if is_sold_out else Phase.LIVE
    coming = any(not has_opened(one, now) for one in windows)
    if any(has_opened(one, now) for one in windows):
        return Phase.BETWEEN if coming else Phase.CLOSED
    return Phase.TEASER if is_teased(launch, now) else Phase.SCHEDULED


def is_teased(launch: Launch, now: datetime) -> bool:
    """Whether those outside know by now that something comes."""
    at = time_of(launch, now)
    told = launch.teaser_at is not None and launch.teaser_at <= at
    return launch.embargo == Embargo.TEASER and told


@dataclass(frozen=True)
class Stock:
    """How many there are, how many may have gone by each window, and how many are taken.

    Shares are nested: what is not taken in one window flows to those that open later, and what is
    kept for a later one is not taken before.
    """

    total: int | None
    # The windows as they open, each with the most that may be gone by it and those before it.
    ceilings: Sequence[tuple[int, int]] = ()
    taken: Mapping[int, int] = field(default_factory=dict)

    @property
    def gone(self) -> int:
        """How many are taken in all."""
        return sum(self.taken.values())

    @property
    def left(self) -> int | None:
        """How many are there still; nothing when there is no end of them."""
        return None if self.total is None else max(0, self.total - self.gone)

    def has(self, window_id: int, quantity: int = 1) -> bool:
        """Whether so many can be had by this window."""
        left = self.left_by(window_id)
        return left is None or left >= quantity

    def left_by(self, window_id: int) -> int | None:
        """How many can be had by this window now."""
        if self.total is None:
            return None
        gone = accumulate(self.taken.get(one, 0) for one, _most in self.ceilings)
        rooms = [most - so_far for (_one, most), so_far in zip(self.ceilings, gone, strict=True)]
        place = [one for one, _most in self.ceilings].index(window_id)
        return max(0, min(rooms[place:]))

    def with_taken(self, window_id: int, more: int) -> "Stock":
        """The same after so many more were taken by a window, or fewer."""
        taken = {**self.taken, window_id: self.taken.get(window_id, 0) + more}
        return Stock(self.total, self.ceilings, taken)


def stock_of(
    launch: Launch,
    windows: Sequence[LaunchWindow],
    taken: Mapping[int, int],
    *,
    early_percent: int,
) -> Stock:
    """The stock of a launch: windows before the one for all members have no more than so many of a
    hundred together."""
    total = launch.stock_total
    if total is None:
        return Stock(None, (), taken)
    ordered = in_order(windows)
    for_all = next((one.opens_at for one in ordered if one.is_for_all), None)
    ceilings, sum_of_caps = [], 0
    for window in ordered:
        sum_of_caps = min(total, sum_of_caps + _cap(window, total))
        is_early = for_all is not None and window.opens_at < for_all
        most = min(sum_of_caps, total * early_percent // 100) if is_early else sum_of_caps
        ceilings.append((window.id, most))
    if launch.allocation == Allocation.DRAW:
        # Everybody is in one draw, through whichever window they came.
        ceilings = [(one, total) for one, _most in ceilings]
    if ceilings:
        # Whatever the caps add up to: the last window has the rest.
        ceilings[-1] = (ceilings[-1][0], total)
    return Stock(total, tuple(ceilings), taken)


def _cap(window: LaunchWindow, total: int) -> int:
    return total if window.stock_cap is None else window.stock_cap
