"""Weeks in a row, worked out from numbers alone. Two weeks a quarter may be missed, and freeze."""

from collections import Counter, deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

EPOCH = date(1970, 1, 1).toordinal()
# 1 January 1970 was a Thursday: with three days more, a week begins on Monday.
TO_MONDAY = 3
WEEK_DAYS = 7
FROZEN_A_QUARTER = 2
MONTHS_OF_A_QUARTER = 3
QUARTERS_OF_A_YEAR = 4
# Two at the end of a quarter and two at the beginning of the next: more in a row are never bridged.
MOST_FROZEN_IN_A_ROW = 2 * FROZEN_A_QUARTER


@dataclass(frozen=True)
class Streak:
    """How many weeks somebody contributed in one run: the run that goes on, and the longest one."""

    now: int
    best: int


def week_of(day: int) -> int:
    """The week of a day that is counted from 1 January 1970, Monday to Sunday in UTC."""
    return (day + TO_MONDAY) // WEEK_DAYS


def streak_of(weeks: Collection[int], this_week: int) -> Streak:
    """The runs that these weeks make, none of them after this week.

    A run is a stretch in which no quarter misses more than two weeks; those that were missed bridge
    it and are not counted. The week that runs now is not missed yet.
    """
    run, missed, best = deque[int](), Counter[int](), 0
    for week in sorted({*weeks, this_week}):
        _go_on_to(week, run, missed)
        best = max(best, len(run) - (week not in weeks))
    return Streak(len(run) - (this_week not in weeks), best)


def _go_on_to(week: int, run: deque[int], missed: Counter[int]) -> None:
    """Let the run end with this week, and begin as late as what was missed asks for."""
    if run and week - run[-1] - 1 > MOST_FROZEN_IN_A_ROW:
        run.clear()
        missed.clear()
    if run:
        missed.update(_quarters_between(run[-1], week))
    run.append(week)
    while max(missed.values(), default=0) > FROZEN_A_QUARTER:
        missed.subtract(_quarters_between(run.popleft(), run[0]))


def _quarters_between(week: int, later: int) -> list[int]:
    """The quarters of the weeks between two, each by its Monday."""
    return [_quarter_of(one) for one in range(week + 1, later)]


def _quarter_of(week: int) -> int:
    monday = date.fromordinal(EPOCH + week * WEEK_DAYS - TO_MONDAY)
    return monday.year * QUARTERS_OF_A_YEAR + (monday.month - 1) // MONTHS_OF_A_QUARTER
