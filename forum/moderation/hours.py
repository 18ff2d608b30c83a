"""When a team works, and when what is due within its hours is due. Nothing here reads or writes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = 24 * 60
WEEK = 7
# A team that does not work on any day of so many years is taken to be always there.
LONGEST = 366 * 3


@dataclass(frozen=True)
class Hours:
    """Working hours: minutes of the day for each day from Monday, or None; no days: always."""

    week: Sequence[tuple[int, int] | None] = ()
    time_zone: str = "UTC"
    holidays: frozenset[date] = frozenset()

    @property
    def are_always(self) -> bool:
        """Whether somebody is there around the clock."""
        return not any(self.week)

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when they work on a day of their own time zone, or None."""
        minutes = self.week[day.weekday()] if len(self.week) == WEEK else None
        if minutes is None or day in self.holidays:
            return None
        opens, closes = (self._moment(day, minute) for minute in minutes)
        return (opens, closes) if opens < closes else None

    def _moment(self, day: date, minute: int) -> datetime:
        """A minute of a day as the clock on their wall shows it; 24:00 is the next day's begin."""
        later = day + timedelta(days=minute // DAY)
        at = time(hour=minute % DAY // 60, minute=minute % 60)
        return datetime.combine(later, at, ZoneInfo(self.time_zone)).astimezone(UTC)


ALWAYS = Hours()


def after(moment: datetime, span: timedelta, hours: Hours) -> datetime:
    """The moment at which so much working time has passed since another."""
    left = span
    for opens, closes in _openings(moment, hours):
        start = max(moment, opens)
        if left <= closes - start:
            return start + left
        left -= closes - start
    return moment + span


def between(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """How much working time lies between two moments; none when the second is not later."""
    if end <= start:
        return timedelta()
    if hours.are_always:
        return end - start
    passed = timedelta()
    for opens, closes in _openings(start, hours):
        if opens >= end:
            break
        passed += min(end, closes) - max(start, opens)
    return passed


def is_open_at(moment: datetime, hours: Hours) -> bool:
    """Whether somebody works at this moment."""
    return hours.are_always or next_opening(moment, hours) == moment


def next_opening(moment: datetime, hours: Hours) -> datetime:
    """The first moment from this one on at which somebody works."""
    first = next(_openings(moment, hours), None)
    return moment if first is None else max(moment, first[0])


def _openings(moment: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """From when until when they work, day by day, as far as it is not over at this moment."""
    if hours.are_always:
        return
    first = moment.astimezone(ZoneInfo(hours.time_zone)).date() - timedelta(days=1)
    for number in range(LONGEST):
        opening = hours.on(first + timedelta(days=number))
        if opening is not None and opening[1] > moment:
            yield opening
