"""What the worker does for the jobs slice itself."""

from typing import Any

from forum.jobs import actions
from forum.kernel.manifest import Schedule


def purge(_payload: dict[str, Any]) -> None:
    """Forget old work."""
    actions.purge()


ALL = {"jobs.purge": purge}
SCHEDULES = [Schedule("jobs.purge", 3600)]
