"""What the worker does for rules: puts the supplied ones in."""

from typing import Any

from forum.automod import actions
from forum.kernel.manifest import Schedule

PLANT = "automod.plant"


def plant(_payload: dict[str, Any]) -> None:
    """Put in what a new version brought along."""
    actions.plant()


ALL = {PLANT: plant}
SCHEDULES = [Schedule(PLANT, 24 * 3600)]
