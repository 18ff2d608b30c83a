"""Work that comes round: each schedule owes one job a period, however many workers look."""

from collections.abc import Sequence
from datetime import datetime

from forum.jobs import actions
from forum.kernel import clock
from forum.kernel.manifest import Schedule


class Timetable:
    """Remembers which periods it has seen, so that most looks cost nothing."""

    def __init__(self, schedules: Sequence[Schedule]) -> None:
        self._schedules = schedules
        self._seen: dict[str, str] = {}

    def enqueue_due(self) -> None:
        """Owe the work of every period that has begun since the last look."""
        now = clock.now()
        for schedule in self._schedules:
            key = key_of(schedule, now)
            if self._seen.get(schedule.kind) != key:
                actions.enqueue(schedule.kind, {}, key=key)
                self._seen[schedule.kind] = key


def key_of(schedule: Schedule, moment: datetime) -> str:
    """Names the period of the schedule: whoever asks in it asks for the same row."""
    return f"period:{int(moment.timestamp()) // schedule.every_seconds}"
