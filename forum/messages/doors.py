"""Doors behind which the pictures of private messages lie."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from forum.accounts.models import Viewer
from forum.kernel.policy import NotFound
from forum.messages import queries
from forum.moderation import policy as moderation

Door: TypeAlias = Callable[[Viewer, int], bool]


def message_door(viewer: Viewer, message_id: int) -> bool:
    """Opens to those who may read the message, and to no staff."""
    try:
        queries.visible_message(viewer, message_id)
    except NotFound:
        return False
    return True


def report_door(viewer: Viewer, _report_id: int) -> bool:
    """Opens to those who decide on what was reported."""
    return bool(moderation.can_review(viewer))


ALL: Mapping[str, Door] = {queries.MESSAGE: message_door, queries.REPORT: report_door}
