"""What the worker does for points, beside taking in deeds: looks for pairs, once a day."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.points import actions


def note_pairs(_payload: dict[str, Any]) -> None:
    """Find members who mostly cheer each other, and those who no longer do."""
    actions.note_pairs()


ALL = {"points.pairs": note_pairs}
SCHEDULES = [Schedule("points.pairs", every_seconds=86_400)]
