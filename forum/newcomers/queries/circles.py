"""Inner circles: who is in them, whose place is due, and who could come in by the rule."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from math import ceil
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import Role, User
from forum.activity.models import Deed, DeedKind
from forum.channels.models import CIRCLE, Channel, ChannelMember, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.newcomers.models import Circle, CircleMember, CircleOut

# The answers that count for the rule.
HELPFUL = timedelta(days=90)


def circles() -> Sequence[Circle]:
    """All circles with their channels; those that are over come last."""
    query = select(Circle).options(joinedload(Circle.channel))
    return db.session.scalars(query.order_by(Circle.ended_at.is_not(None), Circle.name)).all()


def circle_by_id(circle_id: int) -> Circle:
    """A circle with its channel. Raises NotFound."""
    query = select(Circle).options(joinedload(Circle.channel)).where(Circle.id == circle_id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def sizes() -> Mapping[int, tuple[int, int]]:
    """How many places each circle has, and how many of them are due to be looked at."""
    due = func.count(CircleMember.id).filter(CircleMember.review_at <= clock.now())
    query = select(CircleMember.circle_id, func.count(CircleMember.id), due)
    rows = db.session.execute(query.group_by(CircleMember.circle_id))
    return {row[0]: (row[1], row[2]) for row in rows}


def places(circle: Circle, after: Cursor | None = None) -> Page[CircleMember]:
    """The places of a circle with their people, those due first."""
    query = select(CircleMember).where(CircleMember.circle_id == circle.id)
    if after:
        later = CircleMember.review_at > after.moment
        same = and_(CircleMember.review_at == after.moment, CircleMember.id > after.id)
        query = query.where(or_(later, same))
    query = query.options(joinedload(CircleMember.user))
    query = query.order_by(CircleMember.review_at, CircleMember.id).limit(PAGE_SIZE + 1)
    found = db.session.scalars(query).all()
    rows = found[:PAGE_SIZE]
    last = rows[-1] if len(found) > PAGE_SIZE else None
    return Page(rows, cursor_at(last.review_at, last.id).encode() if last else None)


def place_by_id(place_id: int) -> CircleMember:
    """A place with its circle, channel and member. Raises NotFound."""
    query = (
        select(CircleMember)
        .join(CircleMember.circle)
        .join(Circle.channel)
        .where(CircleMember.id == place_id)
        .options(
            contains_eager(CircleMember.circle).contains_eager(Circle.channel),
            joinedload(CircleMember.user),
        )
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def place_in_circle(circle: Circle, user_id: int) -> CircleMember | None:
    """Somebody's place in a circle."""
    query = select(CircleMember).where(
        CircleMember.circle_id == circle.id, CircleMember.user_id == user_id
    )
    return db.session.scalar(query)


def places_behind(channel_id: int, user_id: int) -> Sequence[CircleMember]:
    """Somebody's place in the circle that meets in this channel."""
    query = (
        select(CircleMember)
        .join(Circle, Circle.id == CircleMember.circle_id)
        .where(Circle.channel_id == channel_id, CircleMember.user_id == user_id)
    )
    return db.session.scalars(query).all()


def all_places(circle: Circle) -> Sequence[CircleMember]:
    """Every place of a circle, with its member."""
    query = select(CircleMember).where(CircleMember.circle_id == circle.id)
    return db.session.scalars(query.options(joinedload(CircleMember.user))).all()


def due() -> Mapping[int, tuple[int, Any]]:
    """Of the circles that go on: how many places are due, and the moment of the last of them."""
    query = (
        select(
            CircleMember.circle_id, func.count(CircleMember.id), func.max(CircleMember.review_at)
        )
        .join(Circle, Circle.id == CircleMember.circle_id)
        .where(CircleMember.review_at <= clock.now(), Circle.ended_at.is_(None))
        .group_by(CircleMember.circle_id)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query)}


def helpful(percent: int) -> Sequence[int]:
    """So many of a hundred of those who had an answer of theirs accepted lately, the best first."""
    answers = func.count(Deed.id)
    now = clock.now()
    query = (
        select(Deed.to_id)
        .join(User, User.id == Deed.to_id)
        .where(
            Deed.kind == DeedKind.ACCEPTED,
            Deed.stands.is_(True),
            Deed.words != "own",
            Deed.at > now - HELPFUL,
            User.role == Role.MEMBER,
            User.approved_at.is_not(None),
            User.deactivated_at.is_(None),
            or_(User.suspended_until.is_(None), User.suspended_until <= now),
            or_(User.silenced_until.is_(None), User.silenced_until <= now),
        )
        .group_by(Deed.to_id)
        .order_by(answers.desc(), Deed.to_id)
    )
    found = [row for row in db.session.scalars(query) if row is not None]
    return found[: ceil(len(found) * percent / 100)]


def seats_amiss() -> Sequence[tuple[int, int]]:
    """Places of circles that go on whose member has no seat in the channel: circle and member."""
    query = (
        select(CircleMember.circle_id, CircleMember.user_id)
        .join(Circle, Circle.id == CircleMember.circle_id)
        .outerjoin(
            ChannelMember,
            and_(
                ChannelMember.channel_id == Circle.channel_id,
                ChannelMember.user_id == CircleMember.user_id,
            ),
        )
        .where(Circle.ended_at.is_(None), ChannelMember.id.is_(None))
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def open_rooms() -> Sequence[Circle]:
    """Circles that go on although their channel is hidden no more."""
    query = select(Circle).join(Channel, Channel.id == Circle.channel_id)
    return db.session.scalars(
        query.where(Circle.ended_at.is_(None), Channel.visibility != Visibility.SECRET)
    ).all()


def source_of_seat(circle: Circle) -> str:
    """What opened the door of the channel to those whom staff picked."""
    return f"{CIRCLE}{circle.id}"


def members_among(circle: Circle, user_ids: Collection[int]) -> set[int]:
    """Which of these members are in the circle."""
    query = select(CircleMember.user_id).where(
        CircleMember.circle_id == circle.id, CircleMember.user_id.in_(user_ids)
    )
    return set(db.session.scalars(query))


def left_out(circle: Circle, user_ids: Collection[int]) -> set[int]:
    """Which of these members were taken out of the circle, or left it."""
    query = select(CircleOut.user_id).where(
        CircleOut.circle_id == circle.id, CircleOut.user_id.in_(user_ids)
    )
    return set(db.session.scalars(query))
