"""Reading letters."""

from collections.abc import Sequence

from sqlalchemy import String, cast, exists, select

from forum.jobs.models import Job
from forum.kernel.db import db
from forum.mail.models import Letter

SEND = "mail.send"


def letter(letter_id: int) -> Letter | None:
    """The letter with this id."""
    return db.session.get(Letter, letter_id)


def forgotten() -> Sequence[int]:
    """Letters that are neither sent nor failed and that no job will send."""
    owed = exists().where(
        Job.kind == SEND, Job.key == cast(Letter.id, String), Job.done_at.is_(None)
    )
    query = select(Letter.id).where(Letter.sent_at.is_(None), Letter.failed_at.is_(None), ~owed)
    return db.session.scalars(query.order_by(Letter.id)).all()
