"""What channels promise about their rows."""

from collections.abc import Iterator

from sqlalchemy import exists, or_, select

from forum.channels.models import Channel, ChannelMember, ChannelSlug, EntryRequest
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.moderation.models import Reviewable


def forgotten_requests() -> Iterator[str]:
    """Somebody waits at a door, and nobody has been asked to decide."""
    has_case = exists().where(
        Reviewable.target_kind == "entry",
        Reviewable.target_id == EntryRequest.id,
        Reviewable.decided_at.is_(None),
    )
    query = select(EntryRequest.id).where(EntryRequest.decided_at.is_(None), ~has_case)
    for request_id in db.session.scalars(query):
        yield f"request {request_id} waits without a case in the queue"


def settled_cases() -> Iterator[str]:
    """Staff are asked to decide on a request that waits no longer."""
    query = (
        select(Reviewable.id)
        .join(EntryRequest, EntryRequest.id == Reviewable.target_id)
        .where(
            Reviewable.target_kind == "entry",
            Reviewable.decided_at.is_(None),
            EntryRequest.decided_at.is_not(None),
        )
    )
    for case_id in db.session.scalars(query):
        yield f"case {case_id} asks about a request that is settled"


def left_behind_things() -> Iterator[str]:
    """A merged channel has given all it had to the one that stays."""
    something = or_(
        exists().where(ChannelMember.channel_id == Channel.id),
        exists().where(EntryRequest.channel_id == Channel.id, EntryRequest.decided_at.is_(None)),
        Channel.topic_count != 0,
        Channel.post_count != 0,
    )
    query = select(Channel.id).where(Channel.merged_into_id.is_not(None), something)
    for channel_id in db.session.scalars(query):
        yield f"channel {channel_id} was merged and still has something of its own"


def double_addresses() -> Iterator[str]:
    """One address leads to one channel."""
    query = select(ChannelSlug.slug).join(Channel, Channel.slug == ChannelSlug.slug)
    for slug in db.session.scalars(query):
        yield f"/c/{slug} is the address of one channel and the former address of another"


def chains() -> Iterator[str]:
    """A merged channel leads straight to one that stands."""
    through = select(Channel.id).where(Channel.merged_into_id.is_not(None))
    query = select(Channel.id).where(Channel.merged_into_id.in_(through))
    for channel_id in db.session.scalars(query):
        yield f"channel {channel_id} was merged into one that is merged itself"


ALL = [
    Check("every request for entry has its case or its answer", forgotten_requests),
    Check("no case asks about a settled request", settled_cases),
    Check("merged channels are empty", left_behind_things),
    Check("every address of a channel leads to one channel", double_addresses),
    Check("merged channels lead straight to one that stands", chains),
]
