"""How many of something came on each of the last days, for small lines that show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from forum.kernel import clock
from forum.kernel.db import db

DAYS = 14
WEEK = 7


@dataclass(frozen=True)
class Growth:
    """How many came on each of the last fourteen days (UTC), the last of which is today."""

    days: Sequence[date]
    counts: Sequence[int]

    @property
    def today(self) -> int:
        """How many came today so far."""
        return self.counts[-1]

    @property
    def week(self) -> int:
        """How many came in the last seven days."""
        return sum(self.counts[-WEEK:])

    @property
    def week_before(self) -> int:
        """How many came in the seven days before those."""
        return sum(self.counts[-2 * WEEK : -WEEK])

    @property
    def rows(self) -> Sequence[tuple[date, int]]:
        """Each day with its count."""
        return list(zip(self.days, self.counts, strict=True))


def growth(moment: Any, *only: ColumnElement[bool]) -> Growth:
    """Count the rows of the column's table by the day of this moment, in one query."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    begins = [today - timedelta(days=ago) for ago in range(DAYS - 1, -1, -1)]
    sums = [func.count(case((_on(moment, begin), 1))) for begin in begins]
    row = db.session.execute(select(*sums).where(moment >= begins[0], *only)).one()
    return Growth([begin.date() for begin in begins], list(row))


def _on(moment: Any, begin: datetime) -> ColumnElement[bool]:
    on: ColumnElement[bool] = (moment >= begin) & (moment < begin + timedelta(days=1))
    return on
