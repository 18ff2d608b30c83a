"""What `forum verify` asks about saved replies."""

from collections.abc import Sequence

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.replies.models import Place, RuleAnswer, SavedReply, SavedReplyUse


def counted_wrong() -> Sequence[tuple[int, int, int]]:
    """Saved replies whose count of uses is not what a recount gives: id, kept, counted."""
    counted = (
        select(SavedReplyUse.reply_id, func.count().label("uses"))
        .where(SavedReplyUse.sent_at.is_not(None))
        .group_by(SavedReplyUse.reply_id)
        .subquery()
    )
    uses = func.coalesce(counted.c.uses, 0)
    query = (
        select(SavedReply.id, SavedReply.use_count, uses)
        .outerjoin(counted, counted.c.reply_id == SavedReply.id)
        .where(SavedReply.use_count != uses)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def sent_nowhere() -> Sequence[int]:
    """Uses in topics that are said to be sent, and stand in no post."""
    query = select(SavedReplyUse.id).where(
        SavedReplyUse.place == Place.TOPIC,
        SavedReplyUse.sent_at.is_not(None),
        SavedReplyUse.post_id.is_(None),
    )
    return db.session.scalars(query).all()


def answers_without_post() -> Sequence[int]:
    """Answers of rules that are done without an answer and without saying why."""
    query = select(RuleAnswer.id).where(
        RuleAnswer.done_at.is_not(None), RuleAnswer.post_id.is_(None), RuleAnswer.why_not == ""
    )
    return db.session.scalars(query).all()


def answers_twice() -> Sequence[int]:
    """Posts that stand for more than one answer of a rule."""
    query = select(RuleAnswer.post_id).where(RuleAnswer.post_id.is_not(None))
    twice = query.group_by(RuleAnswer.post_id).having(func.count() > 1)
    return [found for found in db.session.scalars(twice) if found is not None]
