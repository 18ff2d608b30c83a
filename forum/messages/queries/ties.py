"""How members stand to each other, before one writes to the other."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.accounts.models import User, Viewer
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.members import queries as members
from forum.messages.models import (
    Conversation,
    MessageWish,
    Reach,
)
from forum.messages.policy import Ties
from forum.messages.queries.reading import others_here, people_in

A_DAY = timedelta(days=1)


def begun_today(member: User) -> int:
    """How many conversations the member has begun in the last 24 hours."""
    query = select(func.count(Conversation.id)).where(
        Conversation.author_id == member.id, Conversation.created_at > clock.now() - A_DAY
    )
    return db.session.scalar(query) or 0


def reach_of(member: Viewer) -> Reach:
    """From whom the member takes new conversations."""
    query = select(MessageWish.reach).where(MessageWish.user_id == member.id)
    return Reach(db.session.scalar(query) or Reach.EVERYBODY)


def ties(viewer: Viewer, others: Collection[int]) -> Mapping[int, Ties]:
    """How these members stand to the viewer; one query more for each who takes only some."""
    query = select(MessageWish.user_id, MessageWish.reach).where(MessageWish.user_id.in_(others))
    reaches = {row.user_id: Reach(row.reach) for row in db.session.execute(query)}
    blocking, blocked = members.who_blocked(viewer.id), members.blocked_by(viewer.id)
    followed = {one for one, reach in reaches.items() if reach == Reach.FOLLOWED}
    return {
        other: Ties(
            reach=reaches.get(other, Reach.EVERYBODY),
            follows_viewer=other in followed and members.is_followed(other, viewer.id),
            has_blocked_viewer=other in blocking,
            is_blocked_by_viewer=other in blocked,
        )
        for other in others
    }


def ties_in(viewer: User, conversation_id: int) -> Collection[Ties]:
    """How those stand to the viewer who are in a conversation beside them."""
    others = others_here(people_in(conversation_id), viewer)
    return ties(viewer, [other.id for other in others]).values()


def member_to_write_to(name: str) -> User:
    """The member of this name who may be written to at all. Raises NotFound."""
    plain = name.strip().removeprefix("@")
    if not plain or "\x00" in plain:
        raise NotFound
    found = accounts.member_named(plain)
    if found.approved_at is None or found.deactivated_at is not None:
        raise NotFound
    return found
