"""What happens to conversations when two accounts become one member."""

from sqlalchemy import delete, select, update

from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.messages.actions import locking
from forum.messages.models import (
    Conversation,
    Message,
    MessageReport,
    MessageWish,
    Participant,
    Reach,
    ReportedLine,
)

OWNED = (
    Conversation.author_id,
    Message.author_id,
    Message.deleted_by_id,
    MessageReport.user_id,
    ReportedLine.author_id,
    Participant.added_by_id,
)
# The stricter of two wishes holds.
STRICT = (Reach.EVERYBODY, Reach.FOLLOWED, Reach.NOBODY)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let what the one account wrote, read and wished be of the other."""
    talks = _conversations_of(from_id)
    for conversation_id in sorted(talks):
        locking.lock(conversation_id)
    # The key keeps one text from being sent twice, which nobody does any more.
    keys = update(Message).where(Message.author_id == from_id).values(client_key=None)
    db.session.execute(keys.execution_options(synchronize_session=False))
    handover.hand_over(*OWNED, from_id=from_id, into_id=into_id)
    _join_places(from_id, into_id)
    _join_wishes(from_id, into_id)
    locking.count_unread(talks)


def _conversations_of(user_id: int) -> list[int]:
    query = select(Participant.conversation_id).where(Participant.user_id == user_id)
    return list(db.session.scalars(query))


def _join_places(from_id: int, into_id: int) -> None:
    """Who was in a conversation as two is in it once, and reads what either could read."""
    theirs = {place.conversation_id: place for place in _places(into_id)}
    for place in _places(from_id):
        kept = theirs.get(place.conversation_id)
        if kept is None:
            place.user_id = into_id
            continue
        kept.after_number = min(kept.after_number, place.after_number)
        kept.read_number = max(kept.read_number, place.read_number)
        kept.latest_at = max(kept.latest_at, place.latest_at)
        kept.joined_at = min(kept.joined_at, place.joined_at)
        kept.muted_at = kept.muted_at and place.muted_at
        if place.is_here:
            kept.left_at = kept.left_number = None
        elif not kept.is_here:
            kept.left_at = max(filter(None, (kept.left_at, place.left_at)))
            kept.left_number = max(kept.left_number or 0, place.left_number or 0)
        db.session.delete(place)


def _places(user_id: int) -> list[Participant]:
    return list(db.session.scalars(select(Participant).where(Participant.user_id == user_id)))


def _join_wishes(from_id: int, into_id: int) -> None:
    gone = delete(MessageWish).where(MessageWish.user_id == from_id).returning(MessageWish.reach)
    wished = db.session.scalar(gone)
    if wished is None:
        return
    kept = db.session.get(MessageWish, into_id)
    if kept is None:
        db.session.add(MessageWish(user_id=into_id, reach=wished))
    else:
        kept.reach = max(Reach(wished), Reach(kept.reach), key=STRICT.index)
