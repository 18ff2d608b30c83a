"""What the worker does for reading."""

from collections.abc import Callable
from typing import Any

from forum.kernel.manifest import Schedule
from forum.reading import actions


def purge_visits(payload: dict[str, Any]) -> None:
    """Forget looks that count for nothing any more."""
    actions.purge_visits()


ALL: dict[str, Callable[[dict[str, Any]], object]] = {"reading.purge_visits": purge_visits}
SCHEDULES = [Schedule("reading.purge_visits", every_seconds=3600)]
