"""Work that comes round: each schedule owes one job a period, however many workers look."""

from collections.abc import Sequence

from forum.jobs import actions
from forum.kernel import clock
from forum.kernel.manifest import Schedule


class Timetable:
    """Remembers which periods it has seen, so that most looks cost nothing."""

    def __init__(self, schedules: Sequence[Schedule]) -> None:
        self._schedules = schedules
        self._seen: dict[str, int] = {}

    def enqueue_due(self) -> None:
        """Owe the work of every period that has begun since the last look."""
        seconds = int(clock.now().timestamp())
        for schedule in self._schedules:
            period = seconds // schedule.every_seconds
            if self._seen.get(schedule.kind) != period:
                # The number of the period is the key: a second worker asks for the same row.
                actions.enqueue(schedule.kind, {}, key=f"period:{period}")
                self._seen[schedule.kind] = period
