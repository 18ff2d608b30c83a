"""The days by which promises are kept: those of one clock, whoever reads."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Days:
    """The days of a place, and the moment at which they are asked for."""

    zone: ZoneInfo
    now: datetime

    @property
    def today(self) -> date:
        """Which day it is there."""
        return self.of(self.now)

    def of(self, moment: datetime) -> date:
        """On which day of that place something happened."""
        return moment.astimezone(self.zone).date()
