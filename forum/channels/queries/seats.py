"""Who belongs to which channel."""

from collections.abc import Mapping

from sqlalchemy import select

from forum.accounts.models import Viewer
from forum.channels.models import Channel, ChannelMember
from forum.channels.policy import NO_SEAT, Seat
from forum.kernel.db import db


def seats(viewer: Viewer) -> Mapping[int, Seat]:
    """Every channel the viewer has been let into, in one query."""
    if viewer.is_guest:
        return {}
    query = select(ChannelMember.channel_id, ChannelMember.role).where(
        ChannelMember.user_id == viewer.id
    )
    return {channel_id: Seat(role) for channel_id, role in db.session.execute(query)}


def seat_in(viewer: Viewer, channel: Channel) -> Seat:
    """What the viewer is in this channel."""
    if viewer.is_guest:
        return NO_SEAT
    query = select(ChannelMember.role).where(
        ChannelMember.user_id == viewer.id, ChannelMember.channel_id == channel.id
    )
    return Seat(db.session.scalar(query))
