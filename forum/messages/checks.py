"""What messages promise to `forum verify`."""

from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select

from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.messages.models import Conversation, Message, Participant


def miscounted() -> Iterator[str]:
    """Places whose count of unread messages differs from a recount."""
    unread = (
        select(func.count())
        .select_from(Message)
        .where(
            Message.conversation_id == Participant.conversation_id,
            Message.number > Participant.read_number,
            Message.number > Participant.after_number,
            Message.author_id != Participant.user_id,
            Message.deleted_at.is_(None),
            Participant.left_at.is_(None),
        )
        .scalar_subquery()
    )
    query = select(
        Participant.conversation_id, Participant.user_id, Participant.unread_count, unread
    ).where(Participant.unread_count != unread)
    for conversation_id, user_id, said, right in db.session.execute(query):
        yield (
            f"conversation {conversation_id} says that member {user_id} has {said} unread messages,"
            f" and there are {right}"
        )


def misnumbered() -> Iterator[str]:
    """Conversations whose newest number is not that of their newest message."""
    newest = select(func.coalesce(func.max(Message.number), 0))
    newest = newest.where(Message.conversation_id == Conversation.id)
    right = newest.scalar_subquery()
    query = select(Conversation.id, Conversation.last_number, right)
    for conversation_id, said, number in db.session.execute(
        query.where(Conversation.last_number != right)
    ):
        yield f"conversation {conversation_id} ends at {said}, and its newest message is {number}"


def lost_authors() -> Iterator[str]:
    """Messages by somebody who was never in the conversation, or not any more."""
    query = (
        select(Message.id)
        .outerjoin(
            Participant,
            and_(
                Participant.conversation_id == Message.conversation_id,
                Participant.user_id == Message.author_id,
            ),
        )
        .where(or_(Participant.user_id.is_(None), Message.number > Participant.left_number))
    )
    for message_id in db.session.scalars(query.order_by(Message.id)):
        yield f"message {message_id} is by somebody who is not in its conversation"


def read_ahead() -> Iterator[str]:
    """Places that are further than their conversation."""
    query = (
        select(Participant.conversation_id, Participant.user_id)
        .join(Participant.conversation)
        .where(
            or_(
                Participant.read_number > Conversation.last_number,
                Participant.after_number > Conversation.last_number,
            )
        )
    )
    for conversation_id, user_id in db.session.execute(query):
        yield f"member {user_id} has read what is not in conversation {conversation_id}"


def unerased() -> Iterator[str]:
    """Deleted messages of which some text was kept."""
    kept = or_(Message.body != "", Message.html != "", Message.text != "")
    query = select(Message.id).where(Message.deleted_at.is_not(None), kept)
    for message_id in db.session.scalars(query.order_by(Message.id)):
        yield f"message {message_id} was deleted, and its text is still there"


ALL = [
    Check("every conversation counts what is unread for each member", miscounted),
    Check("every conversation ends with its newest message", misnumbered),
    Check("every message is by somebody in its conversation", lost_authors),
    Check("nobody has read further than a conversation goes", read_ahead),
    Check("of deleted messages no text is kept", unerased),
]
