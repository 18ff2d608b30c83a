"""Reading what is promised for which kind of message, and which kind channels are for."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.answering import protocols
from forum.answering.models import ChannelMessages, Kind, Protocol
from forum.answering.protocols import Due
from forum.channels.models import Channel
from forum.channels.models import Kind as ChannelKind
from forum.kernel.db import db
from forum.moderation import hours
from forum.moderation import queries as moderation
from forum.moderation.hours import Hours


def protocol_of(kind: Kind) -> Protocol:
    """What is promised for this kind: as the brand changed it, or as it ships."""
    return db.session.get(Protocol, kind) or protocols.shipped(kind)


def all_protocols() -> Mapping[Kind, Protocol]:
    """All nine, in the order of the kinds."""
    changed = {one.kind: one for one in db.session.scalars(select(Protocol))}
    return {kind: changed.get(kind) or protocols.shipped(kind) for kind in Kind}


def hours_for(protocol: Protocol) -> Hours:
    """The hours in which this protocol's times run."""
    return moderation.hours_of(protocol.team)


def kind_by_channel(channel: Channel, said: ChannelMessages | None) -> Kind | None:
    """Of what kind topics of a channel are: as the brand said, or by what the channel is for."""
    if said is not None:
        return said.kind
    return Kind.QUESTION if channel.kind == ChannelKind.QUESTION else None


def said_of_channels() -> Mapping[int, ChannelMessages]:
    """The channels of which somebody said so, by id."""
    query = select(ChannelMessages).options(joinedload(ChannelMessages.channel))
    return {one.channel_id: one for one in db.session.scalars(query)}


def back_at(moment: datetime) -> datetime | None:
    """When somebody of any team comes; None while somebody is there, or nobody has set hours."""
    teams = [moderation.as_hours(team) for team in moderation.all_teams()]
    if not teams or any(hours.is_open_at(moment, times) for times in teams):
        return None
    return min(hours.next_opening(moment, times) for times in teams)


def due_of(protocol: Protocol, since: datetime) -> Due:
    """What this protocol promises for what began at this moment."""
    return protocols.due(protocol, since, hours_for(protocol))
