"""Months by the names they have in addresses, such as 2026-10. They begin and end in UTC."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

NAME = re.compile(r"([1-9]\d{3})-(0[1-9]|1[0-2])")
LONGER_THAN_ANY = timedelta(days=32)


@dataclass(frozen=True)
class Month:
    """A month: from its first moment to the first one after it."""

    starts: datetime

    @property
    def key(self) -> str:
        """Its name."""
        return f"{self.starts.year}-{self.starts.month:02}"

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return (self.starts + LONGER_THAN_ANY).replace(day=1)

    @property
    def day(self) -> date:
        """Its first day."""
        return self.starts.date()


def named(key: str) -> Month:
    """The month of this name. Raises ValueError."""
    found = NAME.fullmatch(key)
    if found is None:
        raise ValueError(f"{key} is no month such as 2026-10.")
    return Month(datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC))


def at(moment: datetime) -> Month:
    """The month in which a moment lies."""
    here = moment.astimezone(UTC)
    return Month(datetime(here.year, here.month, 1, tzinfo=UTC))


def from_until(first: Month, now: datetime) -> Iterator[Month]:
    """All months from the first on that are over by now."""
    month = first
    while month.ends <= now:
        yield month
        month = Month(month.ends)
