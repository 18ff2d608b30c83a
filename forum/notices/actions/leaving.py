"""Somebody has left: nobody is told of them, and they are told nothing."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.notices.actions.merging import recount
from forum.notices.models import Digest, Inbox, Notice, NoticePerson

AS_IT_IS = {"synchronize_session": False}


@action
def let_go(user_id: int) -> None:
    """Take out the notices of a member who left, those about what they did, and their wishes."""
    _leave_gathered(user_id)
    about = (Notice.user_id == user_id) | (Notice.actor_id == user_id)
    gone = db.session.execute(select(Notice.id, Notice.user_id).where(about)).all()
    _take_out([row.id for row in gone])
    for other_id in sorted({row.user_id for row in gone} - {user_id}):
        recount(other_id)
    handover.let_go(Inbox.user_id, Digest.user_id, of=user_id)


def _leave_gathered(user_id: int) -> None:
    """Of a line that gathers several people, somebody else becomes the last."""
    mine = delete(NoticePerson).where(NoticePerson.user_id == user_id)
    gathered = db.session.scalars(
        mine.returning(NoticePerson.notice_id).execution_options(**AS_IT_IS)
    ).all()
    fewer = update(Notice).where(Notice.id.in_(gathered), Notice.count > 1)
    db.session.execute(fewer.values(count=Notice.count - 1).execution_options(**AS_IT_IS))
    other = (
        select(func.max(NoticePerson.user_id))
        .where(NoticePerson.notice_id == Notice.id)
        .scalar_subquery()
    )
    theirs = update(Notice).where(Notice.id.in_(gathered), Notice.actor_id == user_id)
    db.session.execute(theirs.values(actor_id=other).execution_options(**AS_IT_IS))
    db.session.flush()
    alone = select(Notice.id).where(Notice.id.in_(gathered), Notice.actor_id.is_(None))
    _take_out(db.session.scalars(alone).all())


def _take_out(notice_ids: Sequence[int]) -> None:
    for start in range(0, len(notice_ids), 500):
        some = notice_ids[start : start + 500]
        people = delete(NoticePerson).where(NoticePerson.notice_id.in_(some))
        db.session.execute(people.execution_options(**AS_IT_IS))
        gone = delete(Notice).where(Notice.id.in_(some))
        db.session.execute(gone.execution_options(**AS_IT_IS))
