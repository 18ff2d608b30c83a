"""The windows of a launch as bars in time, drawn on a grid of a hundred steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.launches.models import LaunchWindow
from forum.launches.words import name_of

STEPS = 100


@dataclass(frozen=True)
class Bar:
    """A window from one step to another, of a hundred."""

    name: str
    start: int
    length: int
    cap: int | None
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Bars:
    """All windows between the first opening and the last closing."""

    starts: datetime
    ends: datetime
    rows: Sequence[Bar]


def bars(windows: Sequence[LaunchWindow]) -> Bars | None:
    """The windows as bars; nothing without windows."""
    if not windows:
        return None
    starts = min(one.opens_at for one in windows)
    return bars_between(windows, starts, max(one.closes_at for one in windows))


def bars_between(windows: Sequence[LaunchWindow], starts: datetime, ends: datetime) -> Bars:
    """Those of the windows that are open in this time, as bars in it."""
    whole = (ends - starts).total_seconds() or 1.0

    def step(moment: datetime) -> int:
        share = (min(max(moment, starts), ends) - starts).total_seconds() / whole
        return round(STEPS * share)

    rows = []
    for one in windows:
        if one.closes_at < starts or one.opens_at > ends:
            continue
        start = min(step(one.opens_at), STEPS - 1)
        length = max(1, step(one.closes_at) - start)
        rows.append(Bar(name_of(one), start, length, one.stock_cap, one.opens_at, one.closes_at))
    return Bars(starts, ends, rows)
