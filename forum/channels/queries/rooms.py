"""Finding channels. What the viewer may not know of is not found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import Viewer
from forum.channels import policy
from forum.channels.models import Channel, ChannelMember, ChannelRole, ChannelSlug, Section
from forum.channels.policy import Seat
from forum.kernel.db import db
from forum.kernel.direct import Copies, Direct
from forum.kernel.policy import NotFound
from forum.kernel.prepared import Prepared, values


class Moved(Exception):
    """The channel has another address now; the old one leads there for good."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True)
class Room:
    """A channel as one viewer meets it."""

    channel: Channel
    seat: Seat
    is_readable: bool

    @property
    def id(self) -> int:
        """The channel's id, so that slots can be filled for rooms."""
        return self.channel.id


@dataclass(frozen=True)
class Group:
    """A section with its rooms; channels without a section come first, under none."""

    section: Section | None
    rooms: tuple[Room, ...]


def channel_at(viewer: Viewer, slug: str) -> Channel:
    """The channel at this address, with its section, in one query.

    Raises Moved when the channel was renamed or merged, NotFound when the viewer may not know it.
    """
    query = _with_section().where(Channel.id.in_(_ids_at(slug)), policy.listed_to(viewer))
    channel = db.session.scalar(query)
    if channel is None:
        raise NotFound
    if channel.slug != slug:
        raise Moved(channel.slug)
    return channel


def shown_channel(viewer: Viewer, slug: str) -> Channel:
    """The same as a copy without its section, to be looked at. Raises Moved and NotFound."""
    row = _SHOWN.of(viewer).row(**values(viewer, slug=slug))
    if row is None:
        raise NotFound
    channel = _WHOLE.make(row)
    if channel.slug != slug:
        raise Moved(channel.slug)
    return channel


def _shown(viewer: Viewer) -> Direct:
    here = Channel.id.in_(_ids_at(bindparam("slug"))), policy.listed_to(viewer)
    return Direct(select(*_WHOLE.columns).where(*here))


def _ids_at(slug: Any) -> Select[int]:
    """The channel that has or had this slug, or the one it was merged into."""
    named = func.coalesce(Channel.merged_into_id, Channel.id)
    had = select(ChannelSlug.channel_id).where(ChannelSlug.slug == slug)
    return select(named).where(or_(Channel.slug == slug, Channel.id.in_(had)))


def is_readable(viewer: Viewer, channel_id: int) -> bool:
    """Whether the viewer may read this channel, in one query; the door of its pictures asks."""
    query = select(Channel.id).where(Channel.id == channel_id, policy.readable_by(viewer))
    return db.session.scalar(query) is not None


def channels_by_ids(ids: Collection[int]) -> Mapping[int, Channel]:
    """Channels with their sections, by id, whoever asks."""
    if not ids:
        return {}
    query = _with_section().where(Channel.id.in_(ids))
    return {channel.id: channel for channel in db.session.scalars(query)}


def all_channels() -> Sequence[Channel]:
    """Every channel that exists, whoever asks, without the sections."""
    return db.session.scalars(select(Channel).where(Channel.merged_into_id.is_(None))).all()


def rooms(viewer: Viewer) -> Sequence[Room]:
    """Every channel the viewer may know of, archived ones too, in the order of the pages."""
    found = db.session.execute(_ROOMS.of(viewer), values(viewer))
    return [_room(viewer, channel, Seat(role)) for channel, role in found]


def _all_rooms(viewer: Viewer) -> Select[Channel, ChannelRole | None]:
    mine = and_(ChannelMember.channel_id == Channel.id, ChannelMember.user_id == viewer.id)
    return (
        select(Channel, ChannelMember.role)
        .outerjoin(Channel.section)
        .outerjoin(ChannelMember, mine)
        .where(policy.listed_to(viewer))
        .order_by(*_ORDER)
        .options(contains_eager(Channel.section))
    )


def _in_use(viewer: Viewer) -> Direct:
    mine = and_(ChannelMember.channel_id == Channel.id, ChannelMember.user_id == viewer.id)
    columns = *_NAMED.columns, *_SECTIONS.columns, ChannelMember.role
    query = select(*columns).outerjoin(Channel.section).outerjoin(ChannelMember, mine)
    in_use = Channel.archived_at.is_(None)
    return Direct(query.where(policy.listed_to(viewer), in_use).order_by(*_ORDER))


def overview(viewer: Viewer) -> Sequence[Group]:
    """The channels in use, by section, in one query: copies, to be named and no more."""
    sections: dict[int | None, Section] = {}
    found = []
    for row in _IN_USE.of(viewer).rows(**values(viewer)):
        section_id, name, role = row[-3:]
        if section_id not in sections and section_id is not None:
            sections[section_id] = _SECTIONS.make((section_id, name))
        channel = _NAMED.make(row[: _NAMED.width], section=sections.get(section_id))
        found.append(_room(viewer, channel, Seat(role)))
    return grouped(found)


def archived(viewer: Viewer) -> Sequence[Room]:
    """The channels kept for reading only that the viewer may know of."""
    return [room for room in rooms(viewer) if room.channel.is_archived]


def published() -> Mapping[str, int]:
    """How many topics and posts stand in all channels together, from their counters."""
    row = db.session.execute(select(func.sum(Channel.topic_count), func.sum(Channel.post_count)))
    topics, posts = row.one()
    return {"topics": topics or 0, "posts": posts or 0}


def writable_channels(viewer: Viewer) -> Sequence[Channel]:
    """The channels in which the viewer may start a topic, with their sections, in page order."""
    if viewer.is_guest:
        return []
    return [
        room.channel for room in rooms(viewer) if policy.can_start(viewer, room.channel, room.seat)
    ]


def grouped(found: Sequence[Room]) -> Sequence[Group]:
    """Rooms in page order, cut into their sections."""
    groups: dict[int | None, list[Room]] = {}
    for room in found:
        groups.setdefault(room.channel.section_id, []).append(room)
    return [Group(group[0].channel.section, tuple(group)) for group in groups.values()]


def _room(viewer: Viewer, channel: Channel, seat: Seat) -> Room:
    return Room(channel, seat, bool(policy.can_read(viewer, channel, seat)))


def _with_section() -> Select[Channel]:
    return select(Channel).options(joinedload(Channel.section))


_ORDER = (
    func.coalesce(Section.position, -1),
    func.coalesce(Section.id, 0),
    Channel.position,
    Channel.id,
)
_NAMED = Copies(
    Channel,
    *(Channel.id, Channel.section_id, Channel.name, Channel.slug, Channel.hue),
    *(Channel.kind, Channel.visibility, Channel.merged_into_id),
)
_WHOLE, _SECTIONS = Copies(Channel), Copies(Section, Section.id, Section.name)
_ROOMS, _IN_USE = Prepared(_all_rooms), Prepared(_in_use)
_SHOWN = Prepared(_shown)
