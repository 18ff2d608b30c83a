"""What the worker does for live: it lets go of what every open page has been told."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.live import actions


def prune(_payload: dict[str, Any]) -> None:
    """Forget events that are older than an hour."""
    actions.prune()


ALL = {"live.prune": prune}
SCHEDULES = [Schedule("live.prune", 600)]
