"""When accounts become one, and when somebody leaves."""

from sqlalchemy import delete, func, select

from forum.accounts import actions as accounts
from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.training import queries
from forum.training.actions.closing import forget_texts
from forum.training.models import (
    Attempt,
    CalibrationAnswer,
    CalibrationCase,
    CalibrationNote,
    PracticeCase,
    Scenario,
    TrainingAnswer,
)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one account passed, the other has; of two open attempts theirs goes on."""
    if queries.open_attempt(into_id) is not None:
        _drop(Attempt.user_id == from_id, Attempt.finished_at.is_(None))
    handover.let_go(PracticeCase.user_id, of=from_id)
    _drop_doubles(from_id, into_id)
    columns = (
        Attempt.user_id,
        Scenario.changed_by_id,
        CalibrationAnswer.user_id,
        CalibrationCase.about_id,
        CalibrationNote.author_id,
    )
    handover.hand_over(*columns, from_id=from_id, into_id=into_id)
    until = select(func.max(Attempt.valid_until)).where(Attempt.user_id == into_id)
    accounts.set_trained(into_id, db.session.scalar(until))
    accounts.set_trained(from_id, None)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: nothing of what they answered is kept."""
    _drop(Attempt.user_id == user_id)
    handover.let_go(PracticeCase.user_id, CalibrationAnswer.user_id, of=user_id)
    handover.let_go(CalibrationNote.author_id, of=user_id)
    forget_texts(user_id)
    accounts.set_trained(user_id, None)


def _drop_doubles(from_id: int, into_id: int) -> None:
    """Where both accounts decided on the same case, the one that stays is the one that counts."""
    theirs = select(CalibrationAnswer.case_id).where(CalibrationAnswer.user_id == into_id)
    doubles = (CalibrationAnswer.user_id == from_id, CalibrationAnswer.case_id.in_(theirs))
    db.session.execute(delete(CalibrationAnswer).where(*doubles))


def _drop(*which: object) -> None:
    gone = select(Attempt.id).where(*which)  # type: ignore[arg-type]
    db.session.execute(delete(TrainingAnswer).where(TrainingAnswer.attempt_id.in_(gone)))
    db.session.execute(delete(Attempt).where(*which))  # type: ignore[arg-type]
