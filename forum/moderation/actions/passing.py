"""What time alone does to cases: they weigh more, are late, or come back from aside."""

from sqlalchemy import select

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import queries
from forum.moderation.actions.claiming import resume
from forum.moderation.actions.weighing import reckon
from forum.moderation.hours import Hours
from forum.moderation.models import Reviewable

AT_ONCE = 200


def let_time_pass() -> int:
    """Take all cases in hand that time has changed, some hundred at once; returns how many."""
    done = 0
    while found := _some():
        done += found
    return done


@action
def _some() -> int:
    now = clock.now()
    due = (Reviewable.decided_at.is_(None), Reviewable.changes_at <= now)
    query = select(Reviewable).where(*due).order_by(Reviewable.changes_at).limit(AT_ONCE)
    cases = db.session.scalars(query.with_for_update(skip_locked=True)).all()
    times: dict[str, Hours] = {}
    for case in cases:
        if case.team not in times:
            times[case.team] = queries.hours_of(case.team)
        back_at = case.waits_until or case.snoozed_until
        if back_at is not None and back_at <= now:
            resume(None, case)
        else:
            reckon(case, times[case.team])
    return len(cases)
