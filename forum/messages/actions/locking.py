"""One at a time: whoever changes a conversation waits for whoever does, and then counts anew."""

from collections.abc import Collection

from sqlalchemy import func, select, update

from forum.kernel.db import db
from forum.messages.models import Conversation, Message, Participant


def lock(conversation_id: int) -> Conversation:
    """Let nobody else change the conversation before this transaction ends; read it anew."""
    db.session.flush()
    query = select(Conversation).where(Conversation.id == conversation_id)
    held = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def count_unread(conversation_ids: Collection[int]) -> None:
    """Count anew what everybody in these conversations, which are locked, has not read."""
    db.session.flush()
    unread = (
        select(func.count())
        .select_from(Message)
        .where(
            Message.conversation_id == Participant.conversation_id,
            Message.number > Participant.read_number,
            Message.number > Participant.after_number,
            Message.author_id != Participant.user_id,
            Message.deleted_at.is_(None),
        )
        .scalar_subquery()
    )
    here = update(Participant).where(
        Participant.conversation_id.in_(conversation_ids), Participant.left_at.is_(None)
    )
    counted = here.values(unread_count=unread)
    db.session.execute(counted.execution_options(synchronize_session=False))
