"""What the worker does for pictures."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.uploads import actions, store


def make_sizes(payload: dict[str, Any]) -> None:
    """The smaller sizes of one picture."""
    actions.make_sizes(payload["upload_id"])


def purge(_payload: dict[str, Any]) -> None:
    """Throw away what nobody used. Rows go first, so that no row names a file that is gone."""
    for public_id in actions.purge():
        store.remove(public_id)
    actions.sweep()


ALL = {"uploads.sizes": make_sizes, "uploads.purge": purge}
SCHEDULES = [Schedule("uploads.purge", 3600)]
