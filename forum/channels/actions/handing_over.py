"""What happens to seats and requests when two accounts become one member."""

from sqlalchemy import ColumnElement, delete, select, update

from forum.channels.models import Channel, ChannelMember, ChannelRole, EntryRequest
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import actions as moderation


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let the seats and requests of the one account be those of the other: the higher seat wins."""
    _join_seats(from_id, into_id)
    owned = (
        ChannelMember.user_id,
        ChannelMember.added_by_id,
        Channel.archived_by_id,
        EntryRequest.decided_by_id,
    )
    handover.hand_over(*owned, from_id=from_id, into_id=into_id)
    _settle_requests(from_id, into_id)
    handover.hand_over(EntryRequest.user_id, from_id=from_id, into_id=into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: they belong nowhere, and what they asked for ends without their words."""
    _end(EntryRequest.user_id == user_id)
    handover.let_go(ChannelMember.user_id, of=user_id)
    asked = update(EntryRequest).where(EntryRequest.user_id == user_id)
    db.session.execute(asked.values(message="", note=""))


def _join_seats(from_id: int, into_id: int) -> None:
    """Of two seats in one channel keep one, and in it the role of a moderator if either had it."""
    led = select(ChannelMember.channel_id).where(
        ChannelMember.user_id == from_id, ChannelMember.role == ChannelRole.MODERATOR
    )
    raised = update(ChannelMember).where(
        ChannelMember.user_id == into_id, ChannelMember.channel_id.in_(led)
    )
    options = {"synchronize_session": False}
    db.session.execute(raised.values(role=ChannelRole.MODERATOR).execution_options(**options))
    seats = select(ChannelMember.channel_id).where(ChannelMember.user_id == into_id)
    double = delete(ChannelMember).where(
        ChannelMember.user_id == from_id, ChannelMember.channel_id.in_(seats)
    )
    db.session.execute(double.execution_options(**options))


def _settle_requests(from_id: int, into_id: int) -> None:
    """Nobody waits twice at one door, nor at the door of a room they are in."""
    both = (from_id, into_id)
    inside = select(ChannelMember.channel_id).where(ChannelMember.user_id == into_id)
    _end(EntryRequest.user_id.in_(both), EntryRequest.channel_id.in_(inside))
    waiting = select(EntryRequest.channel_id).where(
        EntryRequest.user_id == into_id, EntryRequest.decided_at.is_(None)
    )
    _end(EntryRequest.user_id == from_id, EntryRequest.channel_id.in_(waiting))


def _end(*which: ColumnElement[bool]) -> None:
    now = clock.now()
    ended = (
        update(EntryRequest)
        .where(EntryRequest.decided_at.is_(None), *which)
        .values(decided_at=now, withdrawn_at=now)
        .returning(EntryRequest.id)
        .execution_options(synchronize_session=False)
    )
    for request_id in db.session.scalars(ended).all():
        moderation.withdraw("entry", request_id)
