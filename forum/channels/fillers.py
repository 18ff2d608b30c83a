"""What channels show on other pages: themselves, in the side navigation; their names in the log."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from forum.accounts.models import Viewer
from forum.audit import queries as audit
from forum.audit.models import AuditEntry
from forum.channels import queries
from forum.channels.queries import Group, Room
from forum.kernel import slots
from forum.kernel.slots import Part


def in_navigation(viewer: Viewer) -> Sequence[Part]:
    """The channels in use by section, with what higher slices know of them (unread, muted)."""
    groups = queries.overview(viewer)
    rooms = [room for group in groups for room in group.rooms]
    marks = _marks(viewer, rooms)
    key = tuple(_key(group, marks) for group in groups)
    return [Part("channels/_nav.html", {"groups": groups, "marks": marks}, key=key)]


def in_audit_log(viewer: Viewer, entries: Sequence[AuditEntry]) -> Mapping[int, Part]:
    """What the channels and sections of these acts are called."""
    names = queries.names_of(
        audit.numbers_in(entries, "channel"), audit.numbers_in(entries, "section")
    )
    return {entry.id: Part("audit/_names.html", {"names": names}) for entry in entries}


def _key(group: Group, marks: dict[int, dict[str, Any]]) -> Hashable:
    """All that the navigation shows of a section and its rooms."""
    rooms = tuple(
        (
            *(room.id, room.channel.name, room.channel.slug, room.channel.hue),
            *(str(room.channel.kind), room.is_readable),
            *(marks[room.id].get("count", ""), marks[room.id].get("state", "")),
        )
        for room in group.rooms
    )
    return group.section.name if group.section else None, rooms


def _marks(viewer: Viewer, rooms: Sequence[Room]) -> dict[int, dict[str, Any]]:
    """The state and the count beside each name, joined from all fillers."""
    open_ones = [room.channel for room in rooms if room.is_readable]
    marks: dict[int, dict[str, Any]] = {room.id: {} for room in rooms}
    for channel_id, parts in slots.fill("channel.nav", viewer, open_ones).items():
        for part in parts:
            marks[channel_id] |= part.data
    return marks
