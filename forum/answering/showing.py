"""How pages show times: how much of one has passed, and how long it is in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import ngettext

from forum.answering import protocols, queries
from forum.answering.models import Pace
from forum.answering.queries import Waiting
from forum.moderation.hours import ALWAYS, Hours

SOON = 0.75
# Up to so many hours are not told in days.
IN_HOURS = 72


class Mood(StrEnum):
    """How much of the time has passed, as a colour and an icon say it."""

    CALM = ""
    SOON = "warn"
    LATE = "bad"


@dataclass(frozen=True)
class Clock:
    """When something is due, and how close that is."""

    due_at: datetime
    share: float

    @property
    def mood(self) -> Mood:
        """From three quarters of the time on it is soon, and then late."""
        if self.share >= 1:
            return Mood.LATE
        return Mood.SOON if self.share >= SOON else Mood.CALM


def clocks(items: Sequence[Waiting], now: datetime) -> Mapping[int, Clock]:
    """The clock of each topic that has one; protocols and hours are read once."""
    said, times = queries.all_protocols(), {}
    found = {}
    for one in items:
        row = one.row
        if row.due_at is None or row.started_at is None or row.kind is None:
            continue
        protocol = said[row.kind]
        if protocol.team not in times:
            times[protocol.team] = queries.hours_for(protocol)
        pace: Hours = ALWAYS if protocol.pace == Pace.ALWAYS else times[protocol.team]
        if row.is_stopped:
            pace = protocols.whole_days(pace)
        share = protocols.share_used(row.started_at, row.due_at, now, pace)
        found[one.id] = Clock(row.due_at, share)
    return found


def span(minutes: int | None) -> str:
    """A time in words: 30 minutes, 8 hours, 14 days."""
    if minutes is None:
        return ""
    if minutes % 60:
        return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))
    hours = minutes // 60
    if hours % 24 or hours <= IN_HOURS:
        return str(ngettext("%(num)s hour", "%(num)s hours", hours))
    return str(ngettext("%(num)s day", "%(num)s days", hours // 24))
