"""Comparing what is kept about training with what it follows from, for `forum verify`."""

from collections.abc import Iterator
from math import isclose

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.training.agreement import agreement
from forum.training.models import Attempt, CalibrationRound, TrainingAnswer
from forum.training.queries.calibration import cases_of


def wrongly_trained() -> Iterator[int]:
    """Members for whom policies read something else than their certificates say."""
    until = (
        select(func.max(Attempt.valid_until))
        .where(Attempt.user_id == User.id)
        .correlate(User)
        .scalar_subquery()
    )
    yield from db.session.scalars(
        select(User.id).where(User.trained_until.is_distinct_from(until)).order_by(User.id)
    )


def miscounted() -> Iterator[int]:
    """Finished attempts whose result is not that of their answers, or not that of the mark."""
    right = func.count().filter(TrainingAnswer.is_right)
    query = (
        select(Attempt, func.count(TrainingAnswer.id), right)
        .join(TrainingAnswer, TrainingAnswer.attempt_id == Attempt.id)
        .where(Attempt.finished_at.is_not(None))
        .group_by(Attempt.id)
        .order_by(Attempt.id)
    )
    for attempt, asked, good in db.session.execute(query):
        is_enough = attempt.right * 100 >= attempt.mark * attempt.asked
        if (attempt.asked, attempt.right) != (asked, good) or attempt.is_passed != is_enough:
            yield attempt.id


def misreckoned() -> Iterator[str]:
    """Closed rounds whose figures are not what their counts give."""
    query = select(CalibrationRound).where(CalibrationRound.closed_at.is_not(None))
    for found in db.session.scalars(query.order_by(CalibrationRound.id)):
        counts = [case.decisions for case in cases_of(found) if case.decisions]
        figures = agreement(counts)
        kept = (found.share, found.kappa)
        now = (figures.share, figures.kappa) if figures else (None, None)
        if not all(_is_same(one, other) for one, other in zip(kept, now, strict=True)):
            yield found.month


def _is_same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, abs_tol=1e-9)
