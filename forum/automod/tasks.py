"""What the worker does for rules: puts the supplied ones in, and learns from decisions."""

from typing import Any

from forum.automod import actions, learning
from forum.kernel.manifest import Schedule

PLANT, LEARN = "automod.plant", "automod.learn"


def plant(_payload: dict[str, Any]) -> None:
    """Put in what a new version brought along."""
    actions.plant()


def learn(_payload: dict[str, Any]) -> None:
    """Learn from what was decided so far, once a night."""
    learning.learn()


ALL = {PLANT: plant, LEARN: learn}
SCHEDULES = [Schedule(PLANT, 24 * 3600), Schedule(LEARN, 24 * 3600)]
