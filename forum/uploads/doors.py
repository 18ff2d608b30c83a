"""Doors behind which pictures lie, and who opens them. Higher slices bring doors of their own."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from flask import current_app

from forum.accounts.models import Viewer

Door: TypeAlias = Callable[[Viewer, int], bool]


def opens(viewer: Viewer, door: str, door_id: int) -> bool:
    """Whether the door lets the viewer pass; one that nobody brought stays shut."""
    doors: Mapping[str, Door] = current_app.extensions["upload_doors"]
    return door in doors and doors[door](viewer, door_id)


def site_door(viewer: Viewer, _door_id: int) -> bool:
    """Open to everybody."""
    return viewer is not None


def member_door(viewer: Viewer, member_id: int) -> bool:
    """Open to one member: drafts are nobody else's business."""
    return viewer.is_member and viewer.id == member_id


ALL: Mapping[str, Door] = {"site": site_door, "member": member_door}
