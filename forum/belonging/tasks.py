"""What the worker does for the question of belonging: asks, once a day, who is to be asked."""

from typing import Any

from forum.belonging import actions
from forum.kernel.manifest import Schedule

ASK_JOB = "belonging.ask"


def ask(_payload: dict[str, Any]) -> None:
    """Ask those whom chance picks and who were here lately."""
    actions.ask()


ALL = {ASK_JOB: ask}
SCHEDULES = [Schedule(ASK_JOB, every_seconds=24 * 3600)]
