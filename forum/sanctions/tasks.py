"""What the worker does for sanctions: tells that one has ended."""

from typing import Any

from forum.sanctions import actions


def end(payload: dict[str, Any]) -> None:
    """Tell a member that a silence or a suspension is over."""
    actions.tell_of_end(int(payload["sanction"]))


ALL = {actions.END_JOB: end}
