"""Moments in words, each put into words once: a page shows dozens of them."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from flask_babel import format_date, format_datetime, format_time, format_timedelta, gettext
from markupsafe import Markup, escape

# Language, time zone, and whether the words are those of the made-up language. The functions that
# format know all three by themselves; here they only tell one kept text from another.
Place: TypeAlias = tuple[str, str, bool]
MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 604_800
# From this share of the next larger unit on, that one is used: "1 hour" for 58 minutes.
NEARLY = 0.95
# From so long ago on, or so far ahead, the date is said.
DATES_FROM, NOTHING = timedelta(days=7), timedelta()
_spans: dict[tuple[Place, bool, int, int], str] = {}


def told(when: datetime, now: datetime) -> tuple[int, int, int] | None:
    """What tells the words for a moment from those of a little later; None for a date."""
    away = when - now
    return None if abs(away) >= DATES_FROM else (-1 if away < NOTHING else 1, *_counted(away))


def element(when: datetime, away: timedelta, place: Place) -> Markup:
    """A moment as a <time> element: how long ago in words, the exact one on hover."""
    head, date = _exact(when, place)
    words = date if abs(away) >= DATES_FROM else _span(away, place)
    return Markup(f"{head}{words}</time>")  # noqa: S704 -- both are escaped below


def exact(when: datetime) -> Markup:
    """A moment as a <time> element, by its day and minute."""
    words = f"{format_date(when, 'medium')}, {format_time(when, 'short')}"
    head = Markup('<time datetime="{}">').format(when.isoformat(timespec="seconds"))
    return head + words + Markup("</time>")


@lru_cache(maxsize=5000)
def _exact(when: datetime, place: Place) -> tuple[str, str]:
    """All that does not change as time goes by: the beginning of the element, and a date."""
    head = Markup('<time class="moment" datetime="{}" title="{}">').format(
        when.isoformat(timespec="seconds"), format_datetime(when, "medium")
    )
    return str(head), str(escape(format_date(when, "medium")))


def _span(away: timedelta, place: Place) -> str:
    """Words for less than a week, kept for each number of minutes, hours and days."""
    unit, count = _counted(away)
    key = place, away < NOTHING, unit, count
    if key not in _spans:
        said = format_timedelta(away, add_direction=True, threshold=NEARLY)
        _spans[key] = str(escape(said if count else gettext("just now")))
    return _spans[key]


def _counted(away: timedelta) -> tuple[int, int]:
    """The unit in which it is said, and how many of it; none at all below a minute."""
    if abs(away) < timedelta(minutes=1):
        return MINUTE, 0
    seconds = abs(away.days * DAY + away.seconds)
    unit = next(unit for unit in (WEEK, DAY, HOUR, MINUTE) if seconds / unit >= NEARLY)
    return unit, round(seconds / unit)
