"""Reading somebody's practice desk."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.training import desk
from forum.training.desk import Trial
from forum.training.models import PracticeCase


def desk_of(user_id: int) -> Sequence[Trial]:
    """Their invented cases, those that should be decided first at the top."""
    query = select(PracticeCase).where(PracticeCase.user_id == user_id)
    return desk.trials(db.session.scalars(query).all(), clock.now())


def trial_of(user_id: int, case_id: int) -> Trial:
    """One of them. Raises NotFound."""
    found = next((one for one in desk_of(user_id) if one.row.id == case_id), None)
    if found is None:
        raise NotFound
    return found
