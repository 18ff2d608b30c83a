"""What the worker does for the database as a whole."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.verify import actions

DAILY = 24 * 60 * 60


def optimize(_payload: dict[str, Any]) -> None:
    """Learn anew how the tables are filled."""
    actions.optimize()


ALL = {"verify.optimize": optimize}
SCHEDULES = [Schedule("verify.optimize", DAILY)]
