"""Finding conversations and messages. Whoever is not in one does not find it, staff included."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import User, Viewer
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE
from forum.kernel.policy import NotFound
from forum.messages.models import (
    Conversation,
    Message,
    Participant,
)


def place_of(member: Viewer, conversation_id: int) -> Participant:
    """The member's place in a conversation in which they are now. Raises NotFound."""
    query = places(member).where(Participant.conversation_id == conversation_id)
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def visible_message(member: Viewer, message_id: int) -> tuple[Message, Participant]:
    """A message, and the place from which the member reads it. Raises NotFound."""
    query = (
        select(Message, Participant)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Participant, Participant.conversation_id == Conversation.id)
        .where(Message.id == message_id, is_here(member), Message.number > Participant.after_number)
        .options(
            joinedload(Message.author),
            contains_eager(Message.conversation),
            contains_eager(Participant.conversation),
        )
    )
    row = db.session.execute(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def message_by_key(author: User, key: str) -> Message | None:
    """What the author has already sent under the key of a composed text."""
    query = select(Message).where(Message.author_id == author.id, Message.client_key == key)
    return db.session.scalar(query.options(joinedload(Message.conversation)))


def people_in(conversation_id: int) -> Sequence[Participant]:
    """Everybody who is or was in a conversation, in the order in which they came."""
    query = (
        select(Participant)
        .where(Participant.conversation_id == conversation_id)
        .order_by(Participant.joined_at, Participant.user_id)
        .options(joinedload(Participant.user))
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def others_here(people: Collection[Participant], member: Viewer) -> list[User]:
    """Those beside the member who are still here, and still have an account."""
    return [
        one.user
        for one in people
        if one.is_here and one.user_id != member.id and one.user.deactivated_at is None
    ]


def page_of(place: Participant, number: int) -> int:
    """The page on which a message stands for this reader: the first page begins where they came."""
    return max(1, (number - place.after_number - 1) // PAGE_SIZE + 1)


def messages_on(place: Participant, page: int) -> Sequence[Message]:
    """The messages of a page with their authors, and the places of deleted ones, by number."""
    first = place.after_number + (page - 1) * PAGE_SIZE + 1
    return messages_between(place, first, first + PAGE_SIZE - 1)


def messages_between(place: Participant, first: int, last: int) -> Sequence[Message]:
    """As many of these messages as the reader may read."""
    query = (
        select(Message)
        .where(
            Message.conversation_id == place.conversation_id,
            Message.number.between(max(first, place.after_number + 1), last),
        )
        .order_by(Message.number)
        .options(joinedload(Message.author))
    )
    return db.session.scalars(query).all()


def number_of(message_id: int) -> int:
    """The number of a message in its conversation; usually it is loaded already."""
    message = db.session.get(Message, message_id)
    return 0 if message is None else message.number


def is_here(member: Viewer) -> ColumnElement[bool]:
    return and_(Participant.user_id == member.id, Participant.left_at.is_(None))


def places(member: Viewer) -> Select[Participant]:
    return (
        select(Participant)
        .join(Participant.conversation)
        .where(is_here(member))
        .options(contains_eager(Participant.conversation))
    )
