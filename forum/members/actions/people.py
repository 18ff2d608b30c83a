"""Following and blocking members. Doing either twice is doing it once."""

from typing import TypeAlias, TypeVar

from sqlalchemy import Delete, delete, or_, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.members import policy
from forum.members.models import MemberBlock, MemberFollow
from forum.members.queries import people
from forum.members.signals import MemberBlocked, MemberFollowed, MemberUnblocked

Table: TypeAlias = type[MemberFollow] | type[MemberBlock]
Row = TypeVar("Row", MemberFollow, MemberBlock)
PAIR = ["who_id", "whom_id"]


@action
def follow(member: User, whom: User) -> None:
    """Hear of what the other one starts."""
    require(policy.can_follow(member, whom))
    require(policy.has_room_to_follow(people.follow_count(member.id)))
    require(policy.lets_follow(is_blocked=people.is_blocked(whom.id, member.id)))
    if _add(MemberFollow, member, whom):
        db.session.execute(_pair(MemberBlock, member.id, whom.id))
        announce(MemberFollowed(member.id, whom.id))


@action
def unfollow(member: User, whom: User) -> None:
    """Hear no more of what the other one starts."""
    db.session.execute(_pair(MemberFollow, member.id, whom.id))


@action
def block(member: User, whom: User) -> None:
    """Want nothing more of the other one: neither follows the other from now on."""
    require(policy.can_block(member, whom))
    require(policy.has_room_to_block(people.block_count(member.id)))
    if _add(MemberBlock, member, whom):
        db.session.execute(_pair(MemberFollow, member.id, whom.id))
        db.session.execute(_pair(MemberFollow, whom.id, member.id))
        announce(MemberBlocked(member.id, whom.id))


@action
def unblock(member: User, whom: User) -> None:
    """Take the block away; who followed whom before does not come back."""
    db.session.execute(_pair(MemberBlock, member.id, whom.id))
    announce(MemberUnblocked(member.id, whom.id))


@action
def lift_blocks_of_staff(user_id: int) -> None:
    """Nobody blocks somebody of the team: what the team says must arrive."""
    if accounts.fresh_member(user_id).is_staff:
        db.session.execute(delete(MemberBlock).where(MemberBlock.whom_id == user_id))


@action
def hand_over_people(from_id: int, into_id: int) -> None:
    """Whom the one follows and blocked, and who does so to them, is the other's business now."""
    _hand_over(MemberFollow, from_id, into_id)
    _hand_over(MemberBlock, from_id, into_id)
    lift_blocks_of_staff(into_id)
    for who_id in people.who_blocked(into_id) | people.blocked_by(into_id):
        db.session.execute(_pair(MemberFollow, who_id, into_id))
        db.session.execute(_pair(MemberFollow, into_id, who_id))


def _add(table: Table, member: User, whom: User) -> bool:
    row = insert(table).values(who_id=member.id, whom_id=whom.id)
    once = row.on_conflict_do_nothing(index_elements=PAIR)
    return db.session.scalar(once.returning(table.who_id)) is not None


def _pair(table: Table, who_id: int, whom_id: int) -> Delete:
    return delete(table).where(table.who_id == who_id, table.whom_id == whom_id)


def _hand_over(table: type[Row], from_id: int, into_id: int) -> None:
    query = select(table).where(or_(table.who_id == from_id, table.whom_id == from_id))
    for row in db.session.scalars(query).all():
        who_id = into_id if row.who_id == from_id else row.who_id
        whom_id = into_id if row.whom_id == from_id else row.whom_id
        if who_id != whom_id:
            moved = insert(table).values(who_id=who_id, whom_id=whom_id, at=row.at)
            db.session.execute(moved.on_conflict_do_nothing(index_elements=PAIR))
        db.session.delete(row)
