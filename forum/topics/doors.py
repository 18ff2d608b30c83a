"""Doors behind which the pictures of hidden texts lie."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from forum.accounts.models import Viewer
from forum.kernel.policy import NotFound
from forum.topics import queries

Door: TypeAlias = Callable[[Viewer, int], bool]


def post_door(viewer: Viewer, post_id: int) -> bool:
    """Opens to those who see the post, in whatever state it is."""
    try:
        queries.visible_post(viewer, post_id)
    except NotFound:
        return False
    return True


def change_door(viewer: Viewer, change_id: int) -> bool:
    """Opens to the author of a change that waits, and to staff."""
    change = queries.changes_by_ids([change_id]).get(change_id)
    return change is not None and (viewer.is_staff or viewer.id == change.editor_id)


ALL: Mapping[str, Door] = {queries.POST: post_door, queries.EDIT: change_door}
