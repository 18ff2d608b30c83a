"""Who belongs to which channel, and who asks to."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User, Viewer
from forum.channels.models import Channel, ChannelMember, ChannelRole, EntryRequest
from forum.channels.policy import NO_SEAT, Seat, looked_after_by
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound

PEOPLE_AT_ONCE = 500
_ROLE = Direct(
    select(ChannelMember.role).where(
        ChannelMember.user_id == bindparam("user"), ChannelMember.channel_id == bindparam("channel")
    )
)


def seats(viewer: Viewer) -> Mapping[int, Seat]:
    """Every channel the viewer has been let into, in one query."""
    if viewer.is_guest:
        return {}
    query = select(ChannelMember.channel_id, ChannelMember.role).where(
        ChannelMember.user_id == viewer.id
    )
    return {channel_id: Seat(role) for channel_id, role in db.session.execute(query)}


def seats_of(user_ids: Collection[int]) -> Mapping[int, Mapping[int, Seat]]:
    """What these people are in channels, by person and channel; 500 people a query."""
    found: dict[int, dict[int, Seat]] = {}
    wanted = sorted(user_ids)
    for start in range(0, len(wanted), PEOPLE_AT_ONCE):
        query = select(ChannelMember.user_id, ChannelMember.channel_id, ChannelMember.role).where(
            ChannelMember.user_id.in_(wanted[start : start + PEOPLE_AT_ONCE])
        )
        for user_id, channel_id, role in db.session.execute(query):
            found.setdefault(user_id, {})[channel_id] = Seat(role)
    return found


def seat_in(viewer: Viewer, channel: Channel) -> Seat:
    """What the viewer is in this channel."""
    if viewer.is_guest:
        return NO_SEAT
    found = _ROLE.row(user=viewer.id, channel=channel.id)
    return Seat(found[0]) if found else NO_SEAT


def place_of(user: User, channel: Channel) -> ChannelMember | None:
    """The row that makes somebody an insider of a channel."""
    query = select(ChannelMember).where(
        ChannelMember.channel_id == channel.id, ChannelMember.user_id == user.id
    )
    return db.session.scalar(query)


def place_in(channel: Channel, user_id: int) -> ChannelMember:
    """The place of a person in a channel. Raises NotFound."""
    query = _places(channel).where(ChannelMember.user_id == user_id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def members_of(channel: Channel, after: Cursor | None = None) -> Page[ChannelMember]:
    """The people of a channel, those who came last first."""
    query = _places(channel)
    if after:
        earlier = ChannelMember.added_at < after.moment
        same = (ChannelMember.added_at == after.moment) & (ChannelMember.id < after.id)
        query = query.where(or_(earlier, same))
    query = query.order_by(ChannelMember.added_at.desc(), ChannelMember.id.desc())
    found = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    people = found[:PAGE_SIZE]
    last = people[-1] if len(found) > PAGE_SIZE else None
    return Page(people, cursor_at(last.added_at, last.id).encode() if last else None)


def moderators_of(channel: Channel) -> Sequence[ChannelMember]:
    """Those who look after a channel, the first of them first."""
    query = _places(channel).where(ChannelMember.role == ChannelRole.MODERATOR)
    return db.session.scalars(query.order_by(ChannelMember.id)).all()


def moderators_in(channel_ids: Collection[int]) -> Mapping[int, Sequence[User]]:
    """Those who look after these channels, by channel, in one query."""
    found: dict[int, list[User]] = {}
    query = (
        select(ChannelMember)
        .where(
            ChannelMember.channel_id.in_(channel_ids), ChannelMember.role == ChannelRole.MODERATOR
        )
        .options(joinedload(ChannelMember.user))
        .order_by(ChannelMember.id)
    )
    for seat in db.session.scalars(query) if channel_ids else ():
        found.setdefault(seat.channel_id, []).append(seat.user)
    return found


def member_count(channel: Channel) -> int:
    """How many people have been let in."""
    query = select(func.count(ChannelMember.id)).where(ChannelMember.channel_id == channel.id)
    return db.session.scalar(query) or 0


def last_request(viewer: Viewer, channel: Channel) -> EntryRequest | None:
    """The latest time the viewer asked to be let in."""
    if viewer.is_guest:
        return None
    query = (
        select(EntryRequest)
        .where(EntryRequest.channel_id == channel.id, EntryRequest.user_id == viewer.id)
        .order_by(EntryRequest.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def asked_channels(viewer: Viewer) -> frozenset[int]:
    """The channels at whose doors the viewer waits, by id."""
    if viewer.is_guest:
        return frozenset()
    query = select(EntryRequest.channel_id).where(
        EntryRequest.user_id == viewer.id, EntryRequest.decided_at.is_(None)
    )
    return frozenset(db.session.scalars(query))


def waiting_requests(channel: Channel) -> Sequence[EntryRequest]:
    """Who asks to be let into a channel, the longest wait first."""
    query = _requests().where(
        EntryRequest.channel_id == channel.id, EntryRequest.decided_at.is_(None)
    )
    return db.session.scalars(query.order_by(EntryRequest.created_at, EntryRequest.id)).all()


def requests_by_ids(ids: Collection[int]) -> Mapping[int, EntryRequest]:
    """Requests with their channels and people, in one query."""
    found = db.session.scalars(_requests().where(EntryRequest.id.in_(ids)))
    return {request.id: request for request in found}


def looks_after_some(viewer: Viewer) -> bool:
    """Whether there is a channel that the viewer looks after."""
    found = db.session.scalar(select(Channel.id).where(looked_after_by(viewer)).limit(1))
    return found is not None


def requests_looked_after_by(viewer: Viewer) -> Select[int]:
    """The ids of all requests at the doors of channels that the viewer looks after."""
    return select(EntryRequest.id).join(EntryRequest.channel).where(looked_after_by(viewer))


def _places(channel: Channel) -> Select[ChannelMember]:
    query = select(ChannelMember).where(ChannelMember.channel_id == channel.id)
    return query.options(joinedload(ChannelMember.user))


def _requests() -> Select[EntryRequest]:
    return select(EntryRequest).options(
        joinedload(EntryRequest.channel), joinedload(EntryRequest.user)
    )
