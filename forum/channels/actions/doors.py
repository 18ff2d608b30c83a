"""Letting people into channels and out of them."""

from sqlalchemy import select

from forum.accounts.models import User
from forum.channels.models import Channel, ChannelMember, ChannelRole
from forum.channels.signals import MemberAdmitted
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action


@action
def admit(actor: User | None, channel: Channel, user: User, *, source: str) -> ChannelMember:
    """Let somebody in; who belongs to the channel already stays as they are.

    Asks no policy: it is a step of other actions (a request, later a launch), which ask their own.
    The source says what opened the door, such as `staff` or `request:12`.
    """
    seat = _seat(channel, user)
    if seat is not None:
        return seat
    seat = ChannelMember(
        channel_id=channel.id,
        user_id=user.id,
        role=ChannelRole.MEMBER,
        source=source,
        added_by_id=actor.id if actor else None,
    )
    db.session.add(seat)
    announce(MemberAdmitted(channel.id, user.id, source))
    return seat


def _seat(channel: Channel, user: User) -> ChannelMember | None:
    query = select(ChannelMember).where(
        ChannelMember.channel_id == channel.id, ChannelMember.user_id == user.id
    )
    return db.session.scalar(query)
