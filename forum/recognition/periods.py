"""Months and weeks, in UTC, by the names that stand in lists: 2026-10 and 2026-W43."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MONTH = "month"
WEEK = "week"
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_WEEK = re.compile(r"(\d{4})-W([0-5]\d)")
# So long somebody stands on the front page.
SHOWN_DAYS = {MONTH: 30, WEEK: 7}


@dataclass(frozen=True)
class Period:
    """A month or a week: from its first moment to the first one after it."""

    key: str
    starts: datetime
    ends: datetime

    @property
    def kind(self) -> str:
        """Whether it is a month or a week."""
        return WEEK if "W" in self.key else MONTH


def named(key: str) -> Period:
    """The period of this name. Raises ValueError."""
    if found := _MONTH.fullmatch(key):
        year, month = int(found[1]), int(found[2])
        starts = datetime(year, month, 1, tzinfo=UTC)
        return Period(key, starts, (starts + timedelta(days=31)).replace(day=1))
    if found := _WEEK.fullmatch(key):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        starts = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
        return Period(key, starts, starts + timedelta(days=7))
    raise ValueError(f"{key} is neither a month such as 2026-10 nor a week such as 2026-W43.")


def at(moment: datetime, kind: str) -> Period:
    """The month or week in which a moment lies."""
    moment = moment.astimezone(UTC)
    if kind == WEEK:
        year, week, _ = moment.isocalendar()
        return named(f"{year}-W{week:02}")
    return named(f"{moment.year}-{moment.month:02}")


def before(period: Period) -> Period:
    """The one before, of the same kind."""
    return at(period.starts - timedelta(days=1), period.kind)
