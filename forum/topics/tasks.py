"""What the worker does for topics."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.topics import actions


def publish_due(_payload: dict[str, Any]) -> None:
    """Let topics appear whose moment has come."""
    actions.publish_due()


ALL = {"topics.publish_due": publish_due}
SCHEDULES = [Schedule("topics.publish_due", 30)]
