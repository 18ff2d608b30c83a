"""What the worker does for copies of members' data."""

from typing import Any

from forum.exports import actions
from forum.kernel.manifest import Schedule


def copy(payload: dict[str, Any]) -> None:
    """Make one copy."""
    actions.make_copy(payload["copy_id"])


def purge(_payload: dict[str, Any]) -> None:
    """Throw old copies away."""
    actions.purge()


ALL = {actions.MAKE: copy, "exports.purge": purge}
SCHEDULES = [Schedule("exports.purge", 3600)]
