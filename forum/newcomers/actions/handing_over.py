"""What happens to first days, links and circles when two accounts become one."""

from typing import Any

from sqlalchemy import delete, literal, select, update

from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.newcomers.actions.crediting import look_at_guests
from forum.newcomers.actions.desk import look_again_at
from forum.newcomers.models import (
    Buddy,
    Circle,
    CircleMember,
    CircleOut,
    FirstPost,
    GreetingOffer,
    Interest,
    Invitation,
    InvitationSource,
    InvitedMember,
)

OWNED = (
    FirstPost.claimed_by_id,
    FirstPost.buddy_id,
    InvitationSource.paused_by_id,
    InvitationSource.kept_by_id,
    Invitation.author_id,
    Circle.created_by_id,
    Circle.ended_by_id,
    CircleMember.added_by_id,
)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let everything of the one account be that of the other; of two of a kind one stays.

    What either of them replied to the other's first post is no answer any more.
    """
    handover.hand_over(*OWNED, from_id=from_id, into_id=into_id)
    _keep_first_post(from_id, into_id)
    _join_sources(from_id, into_id)
    _give(Buddy.user_id, from_id, into_id)
    _give(InvitedMember.user_id, from_id, into_id)
    _give_each(from_id, into_id, Interest.user_id, Interest.channel_id, Interest.tag_id)
    _give_each(from_id, into_id, CircleMember.user_id, CircleMember.circle_id)
    _give_each(from_id, into_id, CircleOut.user_id, CircleOut.circle_id)
    look_again_at(into_id)
    look_at_guests(into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: their links end, and nobody waits for them or is looked after by them.

    Who came by their links goes on counting, and so does that they came by one.
    """
    _run(update(FirstPost).where(FirstPost.buddy_id == user_id).values(buddy_id=None))
    owned = (FirstPost.user_id, Buddy.user_id, Interest.user_id)
    handover.let_go(*owned, CircleMember.user_id, CircleOut.user_id, of=user_id)
    open_links = update(Invitation).where(
        Invitation.author_id == user_id, Invitation.ended_at.is_(None)
    )
    _run(open_links.values(ended_at=clock.now()))


@action
def merge_channels(from_id: int, into_id: int) -> None:
    """What was said of the one channel is said of the other; a circle goes along with its room."""
    _rename(Interest.channel_id, from_id, into_id, one_for=Interest.user_id)
    _rename(GreetingOffer.channel_id, from_id, into_id)
    if db.session.scalar(select(Circle.id).where(Circle.channel_id == into_id)) is None:
        _rename(Circle.channel_id, from_id, into_id)


@action
def merge_tags(from_id: int, into_id: int) -> None:
    """What was said of the one tag is said of the other."""
    _rename(Interest.tag_id, from_id, into_id, one_for=Interest.user_id)
    _rename(GreetingOffer.tag_id, from_id, into_id)


def _keep_first_post(from_id: int, into_id: int) -> None:
    """Of two first posts the earlier one was the first."""
    both = select(FirstPost.id).where(FirstPost.user_id.in_((from_id, into_id)))
    found = db.session.scalars(both.order_by(FirstPost.published_at, FirstPost.id)).all()
    _run(delete(FirstPost).where(FirstPost.id.in_(found[1:])))
    _run(update(FirstPost).where(FirstPost.id.in_(found[:1])).values(user_id=into_id))


def _join_sources(from_id: int, into_id: int) -> None:
    """All links of the two belong to one source."""
    kept = db.session.scalar(
        select(InvitationSource.id).where(InvitationSource.member_id == into_id)
    )
    if kept is not None:
        theirs = select(InvitationSource.id).where(InvitationSource.member_id == from_id)
        _run(update(Invitation).where(Invitation.source_id.in_(theirs)).values(source_id=kept))
        _run(delete(InvitationSource).where(InvitationSource.member_id == from_id))
    handover.hand_over(InvitationSource.member_id, from_id=from_id, into_id=into_id)


def _give(owner: Any, from_id: int, into_id: int) -> None:
    """Hand over the one row of somebody, unless the other has one."""
    if db.session.scalar(select(owner).where(owner == into_id)) is not None:
        _run(delete(owner.class_).where(owner == from_id))
    handover.hand_over(owner, from_id=from_id, into_id=into_id)


def _give_each(from_id: int, into_id: int, owner: Any, *abouts: Any) -> None:
    """Hand over the rows about what the other has none of; the rest is there twice, and goes."""
    for about in abouts:
        there = select(about).where(owner == into_id, about.is_not(None)).scalar_subquery()
        _run(delete(owner.class_).where(owner == from_id, about.in_(there)))
    handover.hand_over(owner, from_id=from_id, into_id=into_id)


def _rename(column: Any, from_id: int, into_id: int, *, one_for: Any = None) -> None:
    """Let rows name the other; where it is named already, they go."""
    table = column.class_
    owner = one_for if one_for is not None else literal(0)
    there = select(owner).where(column == into_id).scalar_subquery()
    _run(delete(table).where(column == from_id, owner.in_(there)))
    _run(update(table).where(column == from_id).values({column.key: into_id}))


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
