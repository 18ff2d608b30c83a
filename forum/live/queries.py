"""Reading what happened, and who may be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.accounts.models import Guest, User, Viewer
from forum.channels import policy as channel_policy
from forum.channels import queries as channels
from forum.channels.models import Channel, ChannelMember, ChannelRole
from forum.channels.policy import NO_SEAT, Seat
from forum.kernel.db import db
from forum.live.models import LiveEvent, QuietMember
from forum.moderation.models import Reviewable
from forum.topics.models import Post, Topic

# The session that stands for everybody who is not signed in.
GUESTS = 0
# The kind of event after which every page has to be loaded anew: a backup came back.
ANEW = "anew"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as the server hands it on."""

    id: int
    at: datetime
    kind: str
    channel_id: int | None
    topic_id: int | None
    user_id: int | None
    data: dict[str, Any]


def keepers_of(case_ids: Collection[int]) -> Mapping[int, Sequence[int]]:
    """Who looks after the channel that each of these cases stands in, by case."""
    query = (
        select(Reviewable.id, ChannelMember.user_id)
        .join(ChannelMember, ChannelMember.channel_id == Reviewable.channel_id)
        .where(Reviewable.id.in_(case_ids), ChannelMember.role == ChannelRole.MODERATOR)
    )
    found: dict[int, list[int]] = {}
    for case_id, user_id in db.session.execute(query):
        found.setdefault(case_id, []).append(user_id)
    return found


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody with an open page may be told: of which channels, and of which member."""

    user_id: int
    channels: frozenset[int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a topic stands: its channel, and whether it holds the messages of a live one."""

    channel_id: int
    is_stream: bool


def last_id() -> int:
    """The number of the newest event; 0 when there is none."""
    return db.session.scalar(select(func.max(LiveEvent.id))) or 0


def first_id() -> int:
    """The number of the oldest event that is kept; 0 when there is none."""
    return db.session.scalar(select(func.min(LiveEvent.id))) or 0


def events_after(event_id: int, *, most: int) -> Sequence[Happened]:
    """What happened after this event, in order; some at a time."""
    columns = LiveEvent.__table__.c
    query = select(*(columns[name] for name in Happened.__slots__))
    query = query.where(columns.id > event_id).order_by(columns.id).limit(most)
    return [Happened(*row) for row in db.session.execute(query)]


def rights_of(session_ids: Collection[int]) -> Mapping[int, Rights]:
    """The rights behind these sessions, in three queries; sessions that ended are missing.

    `GUESTS` stands for those who are not signed in.
    """
    members = accounts.members_of_sessions([one for one in session_ids if one != GUESTS])
    seats = channels.seats_of({user.id for user in members.values()})
    rooms = channels.all_channels()
    known: dict[tuple[bool, bool, frozenset[tuple[int, Seat]]], frozenset[int]] = {}
    found: dict[int, Rights] = {}
    for session_id in session_ids:
        viewer = Guest() if session_id == GUESTS else members.get(session_id)
        if viewer is None:
            continue
        own = seats.get(viewer.id, {})
        # Who has the same standing reads the same channels: asked once for all of them.
        key = (viewer.is_guest, viewer.is_staff, frozenset(own.items()))
        if key not in known:
            known[key] = _readable(viewer, rooms, own)
        found[session_id] = Rights(viewer.id, known[key])
    return found


def place_of(topic_id: int) -> Place | None:
    """Where a topic stands; usually it is loaded already, and nothing is asked."""
    topic = db.session.get(Topic, topic_id)
    return None if topic is None else Place(topic.channel_id, topic.is_standing)


def number_of(post_id: int) -> int:
    """The number of a post in its topic; usually it is loaded already."""
    post = db.session.get(Post, post_id)
    return 0 if post is None else post.number


def is_quiet(member: User) -> bool:
    """Whether the member wishes to write unseen."""
    query = select(QuietMember.user_id).where(QuietMember.user_id == member.id)
    return db.session.scalar(query) is not None


def _readable(
    viewer: Viewer, rooms: Sequence[Channel], seats: Mapping[int, Seat]
) -> frozenset[int]:
    return frozenset(
        room.id
        for room in rooms
        if channel_policy.can_read(viewer, room, seats.get(room.id, NO_SEAT))
    )
