"""Asking members whether a reply solved it: once, some time after it; and what they say."""

from sqlalchemy import select, update

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Refused, deny, require
from forum.kernel.unit import action
from forum.replies import policy, queries
from forum.replies.models import SavedReplyUse, Solved
from forum.replies.signals import OutcomeAsked, OutcomeGiven
from forum.topics.models import Post, State, Topic


@action
def ask() -> int:
    """Ask whoever is to be asked now; returns how many were."""
    return sum(_asked(use) for use in queries.due_to_ask())


@action
def say(member: User, use: SavedReplyUse, solved: Solved) -> None:
    """Say whether it solved it. Raises Refused, also for the second of two answers at once."""
    require(policy.can_answer(member, use))
    saying = (
        update(SavedReplyUse)
        .where(SavedReplyUse.id == use.id, SavedReplyUse.solved.is_(None))
        .values(solved=solved, answered_at=clock.now())
    )
    if db.session.scalar(saying.returning(SavedReplyUse.id)) is None:
        raise Refused(deny("said_already"))
    db.session.refresh(use)
    announce(OutcomeGiven(use.id, member.id, use.place_id, solved.value))


def _asked(use: SavedReplyUse) -> bool:
    """Whether they are asked: not about what is gone, and about each topic once."""
    asking = (
        update(SavedReplyUse)
        .where(SavedReplyUse.id == use.id, SavedReplyUse.ask_at.is_not(None))
        .values(ask_at=None)
    )
    if db.session.scalar(asking.returning(SavedReplyUse.id)) is None:
        return False
    post = db.session.get(Post, use.post_id) if use.post_id else None
    member = accounts.member_by_id(use.member_id) if use.member_id else None
    topic = db.session.get(Topic, post.topic_id) if post is not None else None
    if post is None or topic is None or member is None:
        return False
    if post.state != State.PUBLISHED or not topic.is_published:
        return False
    if not member.is_active or member.is_staff or _was_asked(use):
        return False
    db.session.refresh(use)
    use.asked_at = clock.now()
    announce(OutcomeAsked(use.id, member.id, post.topic_id, post.id, use.by_id))
    return True


def _was_asked(use: SavedReplyUse) -> bool:
    query = select(SavedReplyUse.id).where(
        SavedReplyUse.member_id == use.member_id,
        SavedReplyUse.place == use.place,
        SavedReplyUse.place_id == use.place_id,
        SavedReplyUse.asked_at.is_not(None),
    )
    return db.session.scalar(query.limit(1)) is not None
