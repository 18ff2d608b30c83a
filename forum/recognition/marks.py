"""The numbers at which something is celebrated, and how years are counted."""

from calendar import isleap
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

POSTS = (1, 10, 50, 100, 500)
STEPS = (100, 250, 500)
# From so much of the way on, the way is shown.
NEAR = 0.9


def community(until: int) -> Iterator[int]:
    """100, 250, 500, 1,000, 2,500 … up to a number."""
    return takewhile(lambda mark: mark <= until, _every())


def next_after(number: int) -> int:
    """The next mark of a community that has come to a number."""
    return next(mark for mark in _every() if mark > number)


def is_near(number: int) -> bool:
    """Whether nine tenths of the way to the next mark are done."""
    return number >= NEAR * next_after(number)


def years_between(since: datetime, until: datetime) -> int:
    """Full years; who came on a 29 February has their day on 28 February in other years."""
    day = 28 if (since.month, since.day) == (2, 29) and not isleap(until.year) else since.day
    is_past = (until.month, until.day) >= (since.month, day)
    return max(0, until.year - since.year - (0 if is_past else 1))


def _every() -> Iterator[int]:
    size = 1
    while True:
        yield from (step * size for step in STEPS)
        size *= 10
