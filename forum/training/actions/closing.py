"""Closing a round, reminding those who are late, and leaving out what is gone."""

from datetime import datetime

from sqlalchemy import select, update

from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.training import queries
from forum.training.agreement import agreement
from forum.training.models import CalibrationCase, CalibrationRound
from forum.training.signals import CalibrationClosed, CalibrationLate


@action
def see_to_rounds() -> None:
    """Leave out what is gone, remind once at half of the time, and close what is over."""
    now = clock.now()
    for found in queries.open_rounds():
        leave_out_gone(found)
        people = {user.id for user in queries.team()}
        late = people - queries.finished(found)
        if found.closes_at <= now or not late:
            close(found)
        elif found.reminded_at is None and now >= _half(found):
            found.reminded_at = now
            announce(CalibrationLate(found.id, tuple(sorted(late)), found.closes_at))


@action
def close(found: CalibrationRound) -> None:
    """Write down what those decided who answered everything. Done twice it is harmless."""
    # Whoever closed it at the same moment has told everybody.
    db.session.refresh(found, with_for_update=True)
    if found.closed_at is not None:
        return
    leave_out_gone(found)
    counts = queries.counted(found)
    for case in queries.cases_of(found):
        if case.id in counts:
            decisions, clauses = counts[case.id]
            case.decisions, case.clauses = dict(decisions), dict(clauses)
    told = queries.finished(found)
    figures = agreement([decisions for decisions, _clauses in counts.values()])
    found.closed_at, found.people = clock.now(), len(told)
    if figures is not None:
        found.share, found.kappa = figures.share, figures.kappa
    announce(CalibrationClosed(found.id, tuple(sorted(told))))


@action
def leave_out_gone(found: CalibrationRound) -> None:
    """Ask no more about texts that were taken away since."""
    cases = [case for case in queries.cases_of(found) if case.gone_at is None]
    gone = queries.emptied([case.reviewable_id for case in cases if case.reviewable_id])
    for case in cases:
        if case.reviewable_id in gone:
            case.gone_at, case.text = clock.now(), ""
    db.session.flush()


@action
def forget_texts(user_id: int) -> None:
    """Somebody has left: their texts are in no round any more; what was decided stays counted."""
    theirs = CalibrationCase.about_id == user_id
    db.session.execute(update(CalibrationCase).where(theirs).values(text="", about_id=None))
    still_open = select(CalibrationRound.id).where(CalibrationRound.closed_at.is_(None))
    asked = (CalibrationCase.text == "", CalibrationCase.scenario_id.is_(None))
    left_out = update(CalibrationCase).where(*asked, CalibrationCase.round_id.in_(still_open))
    gone = left_out.where(CalibrationCase.gone_at.is_(None)).values(gone_at=clock.now())
    db.session.execute(gone)


def _half(found: CalibrationRound) -> datetime:
    return found.opened_at + (found.closes_at - found.opened_at) / 2
