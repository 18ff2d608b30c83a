"""Every read of channels, by what it is about."""

from forum.channels.queries.rooms import (
    Group,
    Moved,
    Room,
    archived,
    channel_at,
    channels_by_ids,
    grouped,
    overview,
    rooms,
    writable_channels,
)
from forum.channels.queries.seats import seat_in, seats

__all__ = [
    "Group",
    "Moved",
    "Room",
    "archived",
    "channel_at",
    "channels_by_ids",
    "grouped",
    "overview",
    "rooms",
    "seat_in",
    "seats",
    "writable_channels",
]
