"""Ending an attempt: how much was right, and until when it counts."""

from calendar import monthrange
from datetime import datetime
from typing import Any

from forum.accounts import actions as accounts
from forum.accounts import queries as people
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.training import queries
from forum.training.models import Attempt
from forum.training.settings import MARK, MONTHS


@action
def finish(attempt: Attempt, *, by: User | None = None) -> None:
    """End an attempt in which nothing is left to answer; a step for others.

    by  who ended it by switching off what was left; nobody else than whoever takes the course
    """
    course = queries.course_of(attempt)
    if attempt.finished_at is not None or course.next is not None or not course.answered:
        return
    attempt.finished_at = clock.now()
    attempt.asked, attempt.right, attempt.mark = course.answered, course.right, MARK.get()
    if attempt.right * 100 >= attempt.mark * attempt.asked:
        attempt.valid_until = _months_on(attempt.finished_at, MONTHS.get())
        db.session.flush()
        accounts.set_trained(attempt.user_id, attempt.valid_until)
        _note_pass(attempt, by)


def _note_pass(attempt: Attempt, by: User | None) -> None:
    after: dict[str, Any] = {"right": attempt.right, "asked": attempt.asked}
    if by is not None:
        after["rest_switched_off"] = True
    actor = by or people.member_by_id(attempt.user_id)
    audit.record(actor, "training.pass", "user", attempt.user_id, after=after)


def _months_on(moment: datetime, months: int) -> datetime:
    """The same day of a later month, or its last one where there is no such day."""
    count = moment.month - 1 + months
    year, month = moment.year + count // 12, count % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
