"""A launch by groups of members, told so that nobody is recognised in a small one.

A number below `FEWEST` is not told. Where one number of a column is not told alone, the smallest
other one is not told either, because it would follow from the sum.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.launch_reports.queries import Part
from forum.launches.models import EntryState

FEWEST = 5
DAY = timedelta(days=1)
# Since when accounts are there, by the days from which on a group begins.
TENURES = (0, 30, 180, 365, 730)


@dataclass(frozen=True)
class Cell:
    """A number, or that it is not told: because it is small, or because a small one followed."""

    number: int | None
    is_few: bool = False


@dataclass(frozen=True)
class Row:
    """One group: what it is, and how many entered, have one, and bought."""

    key: int | None
    entered: Cell
    got: Cell
    redeemed: Cell

    @property
    def rate(self) -> float | None:
        """How many of those who entered have one, where both are told."""
        if not self.entered.number or self.got.number is None:
            return None
        return self.got.number / self.entered.number


def by_tier(parts: Sequence[Part], redeemed: Collection[int]) -> Sequence[Row]:
    """By the highest tier that they held when they entered, the highest first; none comes last."""
    rows = _split(parts, redeemed, lambda one: one.tier_rank)
    return sorted(rows, key=lambda row: (row.key is None, -(row.key or 0)))


def by_tenure(parts: Sequence[Part], redeemed: Collection[int]) -> Sequence[Row]:
    """By how old the account was when they entered, the youngest first."""
    rows = _split(parts, redeemed, lambda one: tenure(one.joined_at, one.entered_at))
    return sorted(rows, key=lambda row: row.key or 0)


def tenure(joined_at: datetime, at: datetime) -> int:
    """With how many days the group begins into which an account falls."""
    return max(one for one in TENURES if one == 0 or at - joined_at >= one * DAY)


def cells(numbers: Mapping[int | None, int]) -> Mapping[int | None, Cell]:
    """What of a column is told."""
    small = {key for key, number in numbers.items() if number < FEWEST}
    large = sorted((number, str(key), key) for key, number in numbers.items() if key not in small)
    hidden = {large[0][2]} if len(small) == 1 and large else set()
    return {
        key: Cell(None if key in small | hidden else number, key in small)
        for key, number in numbers.items()
    }


def told(number: int) -> Cell:
    """A number of people that stands alone."""
    return Cell(None, is_few=True) if number < FEWEST else Cell(number)


def _split(
    parts: Sequence[Part], redeemed: Collection[int], group: Callable[[Part], int | None]
) -> list[Row]:
    there = [one for one in parts if one.state != EntryState.VOID]
    keys = {group(one) for one in there}
    bought = [one for one in there if one.entry_id in redeemed]
    got = [one for one in there if one.has_one or one.entry_id in redeemed]
    columns = [
        cells({key: sum(group(one) == key for one in some) for key in keys})
        for some in (there, got, bought)
    ]
    return [Row(key, *(column[key] for column in columns)) for key in keys]
