"""One account takes over what another was told."""

from sqlalchemy import delete, func, select, update

from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.notices.kinds import MailWhen
from forum.notices.models import Digest, Inbox, Notice, NoticePerson


@action
def merge_members(from_id: int, into_id: int) -> None:
    """Hand the notices of one member to another; of what both were told, one stays."""
    _hand_over_people(from_id, into_id)
    known = select(Notice.key).where(Notice.user_id == into_id, Notice.key.is_not(None))
    twice = select(Notice.id).where(Notice.user_id == from_id, Notice.key.in_(known))
    db.session.execute(delete(NoticePerson).where(NoticePerson.notice_id.in_(twice)))
    db.session.execute(delete(Notice).where(Notice.id.in_(db.session.scalars(twice).all())))
    for column in (Notice.user_id, Notice.actor_id):
        db.session.execute(update(Notice).where(column == from_id).values({column: into_id}))
    _hand_over_digests(from_id, into_id)
    db.session.execute(delete(Inbox).where(Inbox.user_id == from_id))
    recount(into_id)


@action
def recount(user_id: int) -> None:
    """Count a member's unread notices anew."""
    unread = select(func.count(Notice.id)).where(
        Notice.user_id == user_id, Notice.read_at.is_(None)
    )
    count = db.session.scalar(unread) or 0
    row = insert(Inbox).values(user_id=user_id, unread=count, wishes={}, mail_when=MailWhen.AWAY)
    db.session.execute(
        row.on_conflict_do_update(index_elements=["user_id"], set_={"unread": count})
    )


def _hand_over_digests(from_id: int, into_id: int) -> None:
    known = select(Digest.day).where(Digest.user_id == into_id)
    db.session.execute(delete(Digest).where(Digest.user_id == from_id, Digest.day.in_(known)))
    db.session.execute(update(Digest).where(Digest.user_id == from_id).values(user_id=into_id))


def _hand_over_people(from_id: int, into_id: int) -> None:
    """Who reacted under both names is one person now, and the line says so."""
    known = select(NoticePerson.notice_id).where(NoticePerson.user_id == into_id)
    twice = db.session.scalars(
        delete(NoticePerson)
        .where(NoticePerson.user_id == from_id, NoticePerson.notice_id.in_(known))
        .returning(NoticePerson.notice_id)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.execute(update(Notice).where(Notice.id.in_(twice)).values(count=Notice.count - 1))
    db.session.execute(
        update(NoticePerson).where(NoticePerson.user_id == from_id).values(user_id=into_id)
    )
