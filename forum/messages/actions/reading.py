"""How far members have read in their conversations. It only goes forward."""

from collections.abc import Hashable
from typing import cast

from sqlalchemy import select

from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.messages.actions import locking
from forum.messages.models import Participant
from forum.messages.signals import ConversationRead


@action
def keep_read(notes: dict[Hashable, int]) -> None:
    """Write how far members have read: message numbers by (member, conversation)."""
    read = cast("dict[tuple[int, int], int]", notes)
    # In one order for all, so that nobody waits for each other in a ring.
    for user_id, conversation_id in sorted(read, key=lambda key: (key[1], key[0])):
        _keep(user_id, conversation_id, read[user_id, conversation_id])


def _keep(user_id: int, conversation_id: int, number: int) -> None:
    if _place(user_id, conversation_id) is None:
        return
    conversation = locking.lock(conversation_id)
    # They may have left, or read further, while somebody else wrote.
    place = _place(user_id, conversation_id)
    number = min(number, conversation.last_number)
    if place is None or number <= place.read_number:
        return
    place.read_number = number
    locking.count_unread([conversation_id])
    announce(ConversationRead(conversation_id, user_id))


def _place(user_id: int, conversation_id: int) -> Participant | None:
    query = select(Participant).where(
        Participant.user_id == user_id,
        Participant.conversation_id == conversation_id,
        Participant.left_at.is_(None),
    )
    return db.session.scalar(query.execution_options(populate_existing=True))
