"""What the worker does for the reasons to join: counts their figures once an hour."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.setup import actions

FIGURES_JOB = "setup.read_figures"


def read_figures(_payload: dict[str, Any]) -> None:
    """Keep where the figures stand now."""
    actions.read_figures()


ALL = {FIGURES_JOB: read_figures}
SCHEDULES = [Schedule(FIGURES_JOB, every_seconds=3600)]
