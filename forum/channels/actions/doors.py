"""Letting people into channels and out of them."""

from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import policy, queries
from forum.channels.models import LENT, Channel, ChannelMember, ChannelRole, EntryRequest
from forum.channels.signals import EntryAsked, EntryRefused, MemberAdmitted, MemberRemoved
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action
from forum.moderation import actions as moderation

LONGEST_MESSAGE = 500


@action
def admit(actor: User | None, channel: Channel, user: User, *, source: str) -> ChannelMember:
    """Let somebody in; who belongs to the channel already stays as they are.

    Asks no policy: it is a step of other actions (a request, later a launch), which ask their own.
    The source says what opened the door, such as `staff` or `request:12`.
    """
    seat = queries.place_of(user, channel)
    if seat is not None:
        if seat.source.startswith(LENT) and not source.startswith(LENT):
            # From now on they belong here whatever becomes of their tier.
            seat.source = source
        return seat
    seat = ChannelMember(
        channel_id=channel.id,
        user_id=user.id,
        role=ChannelRole.MEMBER,
        source=source,
        added_by_id=actor.id if actor else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(seat)
    except IntegrityError:
        # Somebody else opened the door at the same moment; theirs counts.
        return queries.place_in(channel, user.id)
    _settle(actor, channel, user)
    announce(MemberAdmitted(channel.id, user.id, source))
    return seat


@action
def add(moderator: User, channel: Channel, user: User) -> ChannelMember:
    """Let somebody in by hand."""
    require(policy.can_admit(moderator, queries.seat_in(moderator, channel)))
    if not user.is_active:
        raise Invalid("name", "cannot_come_in")
    seat = admit(moderator, channel, user, source="staff")
    _record(moderator, "channels.add_member", channel, user.id)
    return seat


@action
def remove(actor: User, channel: Channel, seat: ChannelMember) -> None:
    """End somebody's place in the channel; everybody may end their own."""
    require(policy.can_remove(actor, queries.seat_in(actor, channel), seat))
    if seat.user_id != actor.id:
        _record(actor, "channels.remove_member", channel, seat.user_id)
    announce(MemberRemoved(channel.id, seat.user_id))
    db.session.delete(seat)


@action
def release(seat: ChannelMember) -> None:
    """End a place that came with something which is over. Asks no policy, as `admit` does.

    Who looks after the channel by now stays.
    """
    if seat.role != ChannelRole.MEMBER:
        seat.source = "staff"
        return
    announce(MemberRemoved(seat.channel_id, seat.user_id))
    db.session.delete(seat)


@action
def appoint(actor: User, channel: Channel, seat: ChannelMember, role: ChannelRole) -> None:
    """Make somebody of the channel its moderator, or a member of it again."""
    require(policy.can_appoint(actor, queries.seat_in(actor, channel), seat, role))
    before, seat.role = seat.role, role
    audit.record(
        actor,
        "channels.appoint",
        "channel",
        channel.id,
        before={"user_id": seat.user_id, "role": before},
        after={"user_id": seat.user_id, "role": role},
    )


@action
def ask(user: User, channel: Channel, message: str) -> EntryRequest:
    """Ask to be let into a private channel. Raises Invalid when the message is too long."""
    require(policy.can_ask_for_entry(user, channel, queries.seat_in(user, channel)))
    require(policy.can_ask_again(user, queries.last_request(user, channel)))
    if len(message.strip()) > LONGEST_MESSAGE:
        raise Invalid("message", "too_long", most=LONGEST_MESSAGE)
    request = EntryRequest(channel_id=channel.id, user_id=user.id, message=message.strip())
    try:
        with db.session.begin_nested():
            db.session.add(request)
    except IntegrityError:
        raise Refused(deny("asked_already")) from None
    moderation.hold("entry", request.id, about=user, reason="entry")
    announce(EntryAsked(request.id, channel.id, user.id))
    return request


@action
def withdraw(user: User, channel: Channel) -> None:
    """Take one's own waiting request back; without one nothing happens."""
    _end(EntryRequest.channel_id == channel.id, EntryRequest.user_id == user.id)


@action
def admit_asker(moderator: User, request: EntryRequest) -> None:
    """Say yes to a request for entry: a step of approving its case."""
    _decide(moderator, request)
    request.admitted_at = request.decided_at
    admit(moderator, request.channel, request.user, source=f"request:{request.id}")
    _record(moderator, "channels.admit", request.channel, request.user_id)


@action
def refuse_asker(moderator: User, request: EntryRequest, note: str) -> None:
    """Say no to a request for entry, with words to the member: a step of rejecting its case."""
    _decide(moderator, request)
    request.note = note
    _record(moderator, "channels.refuse", request.channel, request.user_id)
    announce(EntryRefused(request.id, request.channel_id, request.user_id))


@action
def close_requests(channel: Channel) -> None:
    """End all waiting requests, because the channel has no door to ask at any more."""
    _end(EntryRequest.channel_id == channel.id)


def _decide(moderator: User, request: EntryRequest) -> None:
    request.decided_at, request.decided_by_id = clock.now(), moderator.id


def _settle(actor: User | None, channel: Channel, user: User) -> None:
    """Who is let in some other way need not go on asking."""
    waiting = queries.last_request(user, channel)
    if waiting is None or waiting.decided_at is not None:
        return
    waiting.decided_at = waiting.admitted_at = clock.now()
    waiting.decided_by_id = actor.id if actor else None
    moderation.withdraw("entry", waiting.id)


def _end(*conditions: ColumnElement[bool]) -> None:
    now = clock.now()
    ended = (
        update(EntryRequest)
        .where(EntryRequest.decided_at.is_(None), *conditions)
        .values(decided_at=now, withdrawn_at=now)
        .returning(EntryRequest.id)
    )
    for request_id in db.session.scalars(ended).all():
        moderation.withdraw("entry", request_id)


def _record(actor: User, verb: str, channel: Channel, user_id: int) -> None:
    audit.record(actor, verb, "channel", channel.id, after={"user_id": user_id})
