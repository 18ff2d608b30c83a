"""When two accounts become one, and when somebody leaves."""

from sqlalchemy import delete, select, update

from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.feedback.actions.answering import THING
from forum.feedback.models import FeedbackAnswer, FeedbackPart, FeedbackRound, LaunchPromise
from forum.kernel.db import db
from forum.kernel.handover import hand_over as hand_rows_over
from forum.kernel.unit import action


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one said, the other said; where both have a part, the one that was sent first."""
    mine = {one.round_id: one for one in _parts_of(into_id)}
    for part in _parts_of(from_id):
        other = mine.get(part.round_id)
        if other is None:
            continue
        gone = other if _rank(part) < _rank(other) else part
        _drop(gone)
        activity.leave_one(Thing(THING, part.round_id), DeedKind.GAVE_FEEDBACK, into_id)
    db.session.flush()
    hand_rows_over(
        FeedbackPart.user_id,
        FeedbackAnswer.user_id,
        FeedbackRound.created_by_id,
        FeedbackRound.published_by_id,
        FeedbackRound.said_by_id,
        LaunchPromise.made_by_id,
        LaunchPromise.done_by_id,
        from_id=from_id,
        into_id=into_id,
    )


@action
def let_go(user_id: int) -> None:
    """Of somebody who left only the numbers are left; what was never sent goes as a whole."""
    for part in _parts_of(user_id):
        if part.sent_at is None:
            _drop(part)
    words = delete(FeedbackAnswer).where(
        FeedbackAnswer.user_id == user_id, FeedbackAnswer.words != ""
    )
    db.session.execute(words.execution_options(synchronize_session=False))
    shared = update(FeedbackPart).where(FeedbackPart.user_id == user_id).values(is_shared=False)
    db.session.execute(shared.execution_options(synchronize_session=False))


def _parts_of(user_id: int) -> list[FeedbackPart]:
    query = select(FeedbackPart).where(FeedbackPart.user_id == user_id)
    return list(db.session.scalars(query.order_by(FeedbackPart.id)))


def _rank(part: FeedbackPart) -> tuple[bool, float, int]:
    """What was sent comes before what was not, and what was sent first before the rest."""
    return part.sent_at is None, part.sent_at.timestamp() if part.sent_at else 0.0, part.id


def _drop(part: FeedbackPart) -> None:
    answers = delete(FeedbackAnswer).where(FeedbackAnswer.part_id == part.id)
    db.session.execute(answers.execution_options(synchronize_session=False))
    db.session.delete(part)
    db.session.flush()
