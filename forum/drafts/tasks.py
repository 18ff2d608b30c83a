"""What the worker does for drafts."""

from typing import Any

from forum.drafts import actions
from forum.kernel.manifest import Schedule


def purge(_payload: dict[str, Any]) -> None:
    """Throw away what nobody has touched for half a year."""
    actions.purge()


ALL = {"drafts.purge": purge}
SCHEDULES = [Schedule("drafts.purge", 24 * 3600)]
