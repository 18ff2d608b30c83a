"""Giving thanks and taking them back. The log has a deed for each that stands."""

from dataclasses import dataclass

from sqlalchemy import update

from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.audit.actions import record
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.members import queries as members
from forum.recognition import policy, queries
from forum.recognition.models import Thanks
from forum.recognition.signals import ThanksGiven, ThanksWithdrawn
from forum.topics.models import Post

LONGEST_NOTE = 280


@dataclass(frozen=True)
class NewThanks:
    """What somebody thanks for: one of the values of the house, and a few words."""

    value: str
    note: str = ""


@action
def thank(member: User, receiver: User, new: NewThanks) -> Thanks:
    """Thank a member in general. Raises Invalid and Refused."""
    require(policy.can_thank(member, receiver))
    _require_open(member, receiver)
    _require_left(member)
    return _give(member, receiver, new)


@action
def thank_for(member: User, post: Post, new: NewThanks) -> Thanks:
    """Thank for a post, once; the post must be one the member may read. Raises Invalid."""
    require(policy.can_thank_for(member, post))
    require(policy.can_thank(member, post.author))
    _require_open(member, post.author)
    _require_left(member)
    if queries.has_thanked_for(member, post.id):
        raise Invalid("value", "thanked_already")
    return _give(member, post.author, new, post=post)


@action
def thank_for_team(staff: User, receiver: User, new: NewThanks) -> Thanks:
    """Thank from a list of the team: the limit of the day does not hold, and it is written down."""
    require(policy.can_care(staff))
    require(policy.can_thank(staff, receiver))
    given = _give(staff, receiver, new, from_team=True)
    record(staff, "recognition.thank", "member", receiver.id, after={"value": given.value})
    return given


@action
def withdraw(member: User, thanks: Thanks) -> None:
    """Take thanks back. They count for the limit of the day all the same; once is enough."""
    require(policy.can_withdraw(member, thanks))
    take_out([thanks], by_id=member.id)


def take_out(some: list[Thanks], *, by_id: int | None) -> None:
    """Let thanks count no longer: a step of other actions."""
    for thanks in some:
        if _end(thanks):
            place, giver_id = _thing(thanks), thanks.author_id
            activity.take_back(place, DeedKind.THANKED, giver_id, by_id=by_id, about=thanks.value)


def take_out_second(some: list[Thanks], *, who_id: int) -> None:
    """Let thanks that two accounts of one member gave count once: a step of other actions."""
    for thanks in some:
        if _end(thanks):
            activity.leave_one(_thing(thanks), DeedKind.THANKED, who_id)


def _end(thanks: Thanks) -> bool:
    """Take back thanks that stand; whether they did."""
    row = update(Thanks).where(Thanks.id == thanks.id, Thanks.withdrawn_at.is_(None))
    values = row.values(withdrawn_at=clock.now()).returning(Thanks.id)
    is_done = db.session.scalar(values) is not None
    if is_done:
        announce(ThanksWithdrawn(thanks.id, thanks.to_id))
    return is_done


def _require_open(member: User, receiver: User) -> None:
    """Neither of them wants nothing more of the other."""
    blocked = members.is_blocked(receiver.id, member.id) or members.is_blocked(
        member.id, receiver.id
    )
    require(policy.lets_thank(is_blocked=blocked))


def _require_left(member: User) -> None:
    """Asked by one request of a member at a time, so that two in one moment both count."""
    wait_for_turn(f"thanks:{member.id}")
    require(policy.can_thank_today(queries.last_given(member)))


def _give(
    member: User,
    receiver: User,
    new: NewThanks,
    *,
    post: Post | None = None,
    from_team: bool = False,
) -> Thanks:
    note = new.note.strip()
    if new.value not in queries.values():
        raise Invalid("value", "no_choice")
    if len(note) > LONGEST_NOTE:
        raise Invalid("note", "too_long")
    given = Thanks(author_id=member.id, to_id=receiver.id, value=new.value, note=note)
    given.post_id, given.from_team = post.id if post else None, from_team
    db.session.add(given)
    db.session.flush()
    thing = _thing(given)
    if post is not None:
        thing = Thing("post", post.id, post.topic_id, post.topic.channel_id)
    activity.record(DeedKind.THANKED, member.id, thing, to_id=receiver.id, words=new.value)
    announce(ThanksGiven(given.id, member.id, receiver.id, new.value, given.post_id))
    return given


def _thing(thanks: Thanks) -> Thing:
    if thanks.post_id is not None:
        return Thing("post", thanks.post_id)
    return Thing("thanks", thanks.id)
