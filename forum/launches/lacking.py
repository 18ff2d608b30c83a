"""What a launch still needs before it can run, and what its people should look at."""

from collections.abc import Sequence
from datetime import datetime

from forum.codes.models import Pool
from forum.launches import gates
from forum.launches.models import Allocation, Embargo, Launch, LaunchWindow

# In the order in which the pages of a draft ask for it.
NO_WINDOWS = "no_windows"
PAST = "past"
NO_TEASER = "no_teaser"
LATE_TEASER = "late_teaser"
# Not in the way of anything, but worth a look.
NOT_FOR_ALL = "not_for_all"
EARLY_NOTHING = "early_nothing"
CAPS_ABOVE = "caps_above"
FEW = "few"
NO_ROOM = "no_room"
CODES_SHORT = "codes_short"
CODES_SHARED = "codes_shared"
CODES_OVER = "codes_over"
CODES_LATER = "codes_later"
# With more members than that for each piece, being quick decides, and few are.
MANY_FOR_ONE = 20


def lacking(launch: Launch, windows: Sequence[LaunchWindow], now: datetime) -> list[str]:
    """What has to be mended first, as words of ours."""
    found = []
    if not windows:
        return [NO_WINDOWS]
    first = gates.in_order(windows)[0].opens_at
    if first <= now:
        found.append(PAST)
    if launch.embargo == Embargo.TEASER:
        if launch.teaser_at is None:
            found.append(NO_TEASER)
        elif launch.teaser_at >= first:
            found.append(LATE_TEASER)
    return found


def worth_a_look(
    launch: Launch, windows: Sequence[LaunchWindow], *, early_percent: int, members: int
) -> list[str]:
    """What is allowed and perhaps not meant, where so many members are here."""
    found = []
    if windows and not any(one.is_for_all for one in windows):
        found.append(NOT_FOR_ALL)
    stock = gates.stock_of(launch, windows, {}, early_percent=early_percent)
    tops = [most for _one, most in stock.ceilings]
    if any(most <= before for before, most in zip([0, *tops], tops, strict=False)):
        found.append(EARLY_NOTHING)
    caps = sum(one.stock_cap or 0 for one in windows)
    if launch.stock_total is not None and caps > launch.stock_total:
        found.append(CAPS_ABOVE)
    is_race = launch.allocation == Allocation.FIRST_COME and launch.stock_total is not None
    if is_race and (launch.stock_total or 0) * MANY_FOR_ONE < members:
        found.append(FEW)
    if launch.channel_id is None:
        found.append(NO_ROOM)
    return found


def codes_to_look_at(
    windows: Sequence[LaunchWindow], pool: Pool, *, is_short: bool, is_short_together: bool
) -> list[str]:
    """The same of the codes that whoever takes one gets."""
    found = [CODES_SHORT] if is_short else [CODES_SHARED] if is_short_together else []
    ordered = gates.in_order(windows)
    last = max((one.closes_at for one in ordered), default=None)
    if last is not None and pool.ends_at is not None and pool.ends_at < last:
        found.append(CODES_OVER)
    if ordered and pool.starts_at is not None and pool.starts_at > ordered[0].opens_at:
        found.append(CODES_LATER)
    return found
