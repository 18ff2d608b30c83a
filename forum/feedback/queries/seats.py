"""Who takes part in rounds of feedback, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select

from forum.accounts.models import User, Viewer
from forum.codes.models import CodeUse
from forum.feedback.models import FeedbackPart, FeedbackRound, Starts
from forum.feedback.policy import LAST_SECOND, REMINDERS, USING, Begun, Seat
from forum.kernel.db import db
from forum.launches.models import EntryState, LaunchEntry


@dataclass(frozen=True)
class Taker:
    """Somebody who got one, and since when."""

    user_id: int
    begun: Begun


def seat_of(viewer: Viewer, round_: FeedbackRound) -> Seat:
    """What the rules ask of the viewer; two queries."""
    if viewer.is_guest:
        return Seat()
    query = _takers(round_.launch_id).where(LaunchEntry.user_id == viewer.id)
    found = [_taker(row) for row in db.session.execute(query)]
    return Seat(found[0].begun if found else None, part_of(round_, viewer.id))


def part_of(round_: FeedbackRound, user_id: int) -> FeedbackPart | None:
    """The part of a member, if there is one yet."""
    query = select(FeedbackPart).where(
        FeedbackPart.round_id == round_.id, FeedbackPart.user_id == user_id
    )
    return db.session.scalar(query)


def published() -> Sequence[FeedbackRound]:
    """Every round in which members are asked."""
    query = select(FeedbackRound).where(FeedbackRound.published_at.is_not(None))
    return db.session.scalars(query.order_by(FeedbackRound.id)).all()


def to_be_asked(round_: FeedbackRound, now: datetime, most: int) -> list[Taker]:
    """Those for whom it has opened and who have no part yet."""
    has_part = exists().where(
        FeedbackPart.round_id == round_.id, FeedbackPart.user_id == LaunchEntry.user_id
    )
    query = _takers(round_.launch_id).where(~has_part)
    if round_.starts == Starts.REDEEMED:
        used = exists().where(CodeUse.code_id == LaunchEntry.code_id, CodeUse.at <= now - USING)
        query = query.where(or_(LaunchEntry.code_id.is_(None), used))
    return [_taker(row) for row in db.session.execute(query.limit(most))]


def to_be_reminded(now: datetime, most: int) -> Sequence[FeedbackPart]:
    """Parts of members who have not sent anything, and whose next reminder is due."""
    due = [
        (FeedbackPart.told == number) & (FeedbackPart.opens_at <= now - wait)
        for number, wait in enumerate(REMINDERS, start=1)
    ]
    has_one = exists().where(
        LaunchEntry.launch_id == FeedbackRound.launch_id,
        LaunchEntry.user_id == FeedbackPart.user_id,
        LaunchEntry.state == EntryState.CLAIMED,
    )
    query = (
        select(FeedbackPart)
        .join(FeedbackRound, FeedbackRound.id == FeedbackPart.round_id)
        .where(
            FeedbackRound.published_at.is_not(None),
            FeedbackPart.sent_at.is_(None),
            FeedbackPart.closes_at > now - LAST_SECOND,
            or_(*due),
            has_one,
        )
        .order_by(FeedbackPart.id)
        .limit(most)
    )
    return db.session.scalars(query.with_for_update(of=FeedbackPart, skip_locked=True)).all()


def _takers(launch_id: int) -> Select[int, datetime | None, int | None, datetime]:
    """Members who have one, and when their code was used first."""
    used_at = (
        select(func.min(CodeUse.at)).where(CodeUse.code_id == LaunchEntry.code_id).scalar_subquery()
    )
    return (
        select(LaunchEntry.user_id, LaunchEntry.claimed_at, LaunchEntry.code_id, used_at)
        .join(User, User.id == LaunchEntry.user_id)
        .where(
            LaunchEntry.launch_id == launch_id,
            LaunchEntry.state == EntryState.CLAIMED,
            LaunchEntry.claimed_at.is_not(None),
            User.deactivated_at.is_(None),
        )
        .order_by(LaunchEntry.id)
    )


def _taker(row: Sequence[object]) -> Taker:
    user_id, claimed_at, code_id, used_at = row
    return Taker(user_id, Begun(claimed_at, code_id is not None, used_at))  # type: ignore[arg-type]
