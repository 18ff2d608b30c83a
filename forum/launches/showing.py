"""What a launch looks like to one viewer at one moment: their own situation first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.accounts.models import User, Viewer
from forum.kernel.policy import Verdict
from forum.launches import gates, policy, queries, words
from forum.launches.gates import Phase, Stock
from forum.launches.models import (
    Allocation,
    Audience,
    EntryState,
    Launch,
    LaunchEntry,
    LaunchWindow,
    StockShown,
)
from forum.launches.policy import Face, Sight
from forum.launches.queries import Holding
from forum.tiers import queries as tiers
from forum.tiers.models import Tier


@dataclass(frozen=True)
class Rung:
    """A window in the list of who gets in when."""

    window: LaunchWindow
    name: str
    is_mine: bool
    # past, open, coming, or stopped while the clock stands still.
    state: str
    # How many went by it, and how many are kept for it; nothing where the numbers are not told.
    gone: int | None
    kept: int | None


@dataclass(frozen=True)
class Shown:
    """A launch for one viewer."""

    launch: Launch
    face: Face
    phase: Phase
    sight: Sight
    stock: Stock
    # How far the viewer has come, and until when one is kept for them.
    state: EntryState | None
    until: datetime | None
    now: datetime

    @property
    def is_full(self) -> bool:
        """Whether the viewer sees everything."""
        return self.face == Face.FULL

    @property
    def own(self) -> LaunchWindow | None:
        """The first window of the viewer that is not over."""
        at = gates.time_of(self.launch, self.now)
        return gates.best(self.sight.windows, self.sight.reach, at)

    @property
    def opens_at(self) -> datetime | None:
        """When it opens for the viewer, while that is still to come and the clock runs."""
        own = self.own
        is_coming = own is not None and own.opens_at > self.now and not self.launch.stopped_at
        running = self.phase not in {Phase.DRAFT, Phase.IN_REVIEW, Phase.CANCELLED}
        return own.opens_at if own is not None and is_coming and running else None

    @property
    def first_at(self) -> datetime | None:
        """When it opens for the first of all, while that is still to come and the clock runs."""
        is_coming = self.phase in {Phase.SCHEDULED, Phase.TEASER} and self.sight.windows
        return self.sight.windows[0].opens_at if is_coming else None

    @property
    def countdown(self) -> "Countdown | None":
        """How long the viewer waits."""
        return Countdown.until(self.opens_at, self.now) if self.opens_at else None

    @property
    def shows_number(self) -> bool:
        """Whether how many are left is told as a number."""
        return self.launch.stock_shown == StockShown.EXACT and self.stock.total is not None

    @property
    def band(self) -> str:
        """How many are left in a word, where the brand tells no more."""
        left, total = self.stock.left, self.stock.total
        if self.launch.stock_shown != StockShown.BANDS or left is None or not total:
            return ""
        return words.band_of(left, total)

    @property
    def rungs(self) -> Sequence[Rung]:
        """Who gets in when."""
        at = gates.time_of(self.launch, self.now)
        mine = self.own
        ceilings = dict(self.stock.ceilings)
        found, before = [], 0
        for window in self.sight.windows:
            most = ceilings.get(window.id)
            kept = None if most is None or not self.shows_number else max(0, most - before)
            before = most if most is not None else before
            gone = self.stock.taken.get(window.id, 0) if self.shows_number else None
            state = _state(window, at, is_stopped=self.launch.stopped_at is not None)
            is_mine = mine is not None and window.id == mine.id and self.sight.reach.user_id > 0
            found.append(Rung(window, words.name_of(window), is_mine, state, gone, kept))
        return found

    @property
    def is_for_customers(self) -> bool:
        """Whether a window that is not over is for verified customers, and the viewer is none."""
        at = gates.time_of(self.launch, self.now)
        return not self.sight.reach.is_customer and any(
            one.audience == Audience.CUSTOMERS and not gates.is_over(one.closes_at, at)
            for one in self.sight.windows
        )

    @property
    def earlier(self) -> LaunchWindow | None:
        """The window nearest to the viewer, of the lowest tier, through which they would come in
        sooner."""
        own, at = self.own, gates.time_of(self.launch, self.now)
        ways = [
            (window.tier.threshold, window.opens_at, window)
            for window in self.sight.windows
            if window.tier is not None
            and window.tier.is_earned
            and not gates.includes(window, self.sight.reach)
            and not gates.is_over(window.closes_at, at)
            and (own is None or window.opens_at < own.opens_at)
        ]
        return min(ways, key=lambda way: way[:2])[2] if ways else None


@dataclass(frozen=True)
class Countdown:
    """Time until a moment, in days, hours and minutes; the last minute counts as one."""

    # All of it, to the second.
    seconds: int
    days: int
    hours: int
    minutes: int

    @classmethod
    def until(cls, moment: datetime, now: datetime) -> "Countdown":
        """From this moment on."""
        left = -((now - moment) // timedelta(minutes=1))
        seconds = -((now - moment) // timedelta(seconds=1))
        return cls(seconds, left // 1440, left // 60 % 24, left % 60)


@dataclass(frozen=True)
class Situation:
    """What one member can do on the page of a launch, and why not."""

    may_enter: Verdict
    may_take_part: Verdict
    may_wait: Verdict
    has_any: bool
    is_told: bool
    place: int | None
    waiting: int
    # What is missing for a window that opens sooner: the tier, and the points.
    tier: Tier | None = None
    lack: int = 0

    @property
    def can_take(self) -> bool:
        """Whether there is a button that gives them one."""
        return bool(self.may_enter) and self.has_any


def shown(viewer: Viewer, launch: Launch, now: datetime) -> Shown:
    """One launch; five queries or so."""
    return all_shown(viewer, [launch], now)[0]


def all_shown(viewer: Viewer, launches: Sequence[Launch], now: datetime) -> Sequence[Shown]:
    """Several launches, with as many queries as for one."""
    sights = queries.sights(viewer, launches)
    windows = {one: sights[one].windows for one in sights}
    holdings = queries.holdings(launches, windows, now)
    return [_shown(viewer, one, sights[one.id], holdings[one.id], now) for one in launches]


def situation(viewer: Viewer, one: Shown) -> Situation:
    """What the viewer can do about the launch."""
    launch, now, entry = one.launch, one.now, one.sight.entry
    doors = policy.doors(viewer, one.sight, now) if one.phase in OPEN else []
    has_any = any(one.stock.has(window.id) for window in doors)
    has_any = has_any and launch.allocation in BY_ONESELF
    place = _place(one, entry) if one.state == EntryState.WAITING and entry else None
    reminder = queries.reminder_of(viewer.id, launch) if isinstance(viewer, User) else None
    lack, tier = _lack(viewer, one)
    return Situation(
        may_enter=policy.can_enter(viewer, launch, now, sight=one.sight),
        may_take_part=policy.can_take_part(viewer, launch, now, sight=one.sight),
        may_wait=policy.can_wait(viewer, launch, now, sight=_as_settled(one)),
        has_any=has_any,
        is_told=reminder is not None and reminder.told_at is None,
        place=place,
        waiting=queries.counts(launch)[EntryState.WAITING],
        tier=tier,
        lack=lack,
    )


# What one takes without anybody deciding.
BY_ONESELF = (Allocation.OPEN, Allocation.FIRST_COME)
OPEN = (Phase.LIVE, Phase.SOLD_OUT)


def _shown(viewer: Viewer, launch: Launch, sight: Sight, held: Holding, now: datetime) -> Shown:
    return Shown(
        launch=launch,
        face=policy.face_of(viewer, launch, now, sight=sight),
        phase=gates.phase_of(launch, sight.windows, now, is_sold_out=held.stock.left == 0),
        sight=sight,
        stock=held.stock,
        state=held.state_of(sight.entry),
        until=held.until(sight.entry) if sight.entry else None,
        now=now,
    )


def _as_settled(one: Shown) -> Sight:
    """The sight without an entry that is over by the clock, so that it may begin anew."""
    is_out = one.state in policy.OUT
    return Sight(one.sight.windows, one.sight.reach, None if is_out else one.sight.entry)


def _state(window: LaunchWindow, at: datetime, *, is_stopped: bool) -> str:
    if gates.is_over(window.closes_at, at):
        return "past"
    if not gates.has_opened(window, at):
        return "coming"
    return "stopped" if is_stopped else "open"


def _place(one: Shown, entry: LaunchEntry) -> int:
    at = gates.time_of(one.launch, one.now)
    return queries.place_of(one.launch, entry, one.sight.windows, at)


def _lack(viewer: Viewer, one: Shown) -> tuple[int, Tier | None]:
    earlier = one.earlier
    if earlier is None or earlier.tier is None or not isinstance(viewer, User):
        return 0, None
    points = tiers.progress_of(viewer).points
    return max(0, earlier.tier.threshold - points), earlier.tier
