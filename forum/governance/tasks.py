"""What the worker does for governance: freezes the months that are over."""

from typing import Any

from forum.governance import actions
from forum.kernel.manifest import Schedule

JOB = "governance.months"


def make_months(_payload: dict[str, Any]) -> None:
    """Freeze what is over, and what was forgotten."""
    actions.make_missing()


ALL = {JOB: make_months}
# Days begin where months do; on all days but the first of a month there is nothing to make.
SCHEDULES = [Schedule(JOB, every_seconds=24 * 3600)]
