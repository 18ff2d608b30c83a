"""What the worker does for topics."""

from typing import Any

from forum.kernel.leaving import go_on_or_leave
from forum.kernel.manifest import Schedule
from forum.topics import actions
from forum.topics.actions import removals


def publish_due(_payload: dict[str, Any]) -> None:
    """Let topics appear whose moment has come."""
    actions.publish_due()


def hide_removed(payload: dict[str, Any]) -> None:
    """Take the texts of who was removed out of sight, some at a time."""
    while removals.hide_some_of(int(payload["sanction"])):
        go_on_or_leave()


def show_removed(payload: dict[str, Any]) -> None:
    """Bring them back, some at a time."""
    while removals.show_some_of(int(payload["sanction"])):
        go_on_or_leave()


ALL = {
    "topics.publish_due": publish_due,
    removals.HIDE_JOB: hide_removed,
    removals.SHOW_JOB: show_removed,
}
SCHEDULES = [Schedule("topics.publish_due", 30)]
