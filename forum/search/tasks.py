"""What the worker does for search."""

from collections.abc import Callable
from typing import Any

from forum.kernel.manifest import Schedule
from forum.search import actions


def index(_payload: dict[str, Any]) -> None:
    """Index what waits; where there is no index yet, make it."""
    actions.mend()
    actions.work_off()


def watch(_payload: dict[str, Any]) -> None:
    """See that there is an index which can be read, and that nothing was forgotten."""
    actions.look_after()
    actions.mend()
    actions.work_off()


def compare(_payload: dict[str, Any]) -> None:
    """Make the index anew when it does not hold exactly what it should."""
    actions.mend_differences()


ALL: dict[str, Callable[[dict[str, Any]], object]] = {
    actions.INDEX_JOB: index,
    "search.watch": watch,
    "search.compare": compare,
}
# Many posts of a second are indexed together: each time costs commits for which writers wait.
PAUSES = {actions.INDEX_JOB: 1.0}
SCHEDULES = [
    Schedule("search.watch", every_seconds=60),
    Schedule("search.compare", every_seconds=6 * 3600),
]
