"""Beginning conversations and writing in them."""

from collections.abc import Callable, Sequence

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.drafts import actions as drafts
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.messages import policy, queries
from forum.messages.actions import locking
from forum.messages.actions.inviting import checked_people
from forum.messages.actions.texts import (
    NewConversation,
    NewMessage,
    checked_title,
    place_pictures,
    put_text,
)
from forum.messages.models import Conversation, Message, Participant
from forum.messages.signals import MessageSent
from forum.topics.actions import Text, checked_text
from forum.topics.queries import cleaned

LONGEST_KEY = 64
# The key under which a conversation that was not begun yet waits among the drafts.
DRAFT = "message_new"


@action
def begin(author: User, new: NewConversation) -> Message:
    """Begin a conversation; returns its first message. Raises Invalid and Refused.

    A text sent twice under one client key begins one conversation.
    """
    return _once(author, new, lambda key: _begin(author, new, key=key))


@action
def send(author: User, place: Participant, new: NewMessage) -> Message:
    """Write in a conversation. Raises Invalid and Refused; sent twice under one key, said once."""
    return _once(author, new, lambda key: _send(author, place, new, key=key))


def _once(
    author: User, new: NewConversation | NewMessage, write: Callable[[str | None], Message]
) -> Message:
    key = (new.client_key or "")[:LONGEST_KEY] or None
    sent = queries.message_by_key(author, key) if key else None
    if sent is not None and sent.body in {"", cleaned(new.body)}:
        return sent
    if sent is not None or key is None:
        # Another text from a form that had been sent before, such as after going back to it.
        return write(None)
    try:
        with db.session.begin_nested():
            return write(key)
    except IntegrityError:
        sent = queries.message_by_key(author, key)
        if sent is None:
            raise
        return sent


def _begin(author: User, new: NewConversation, *, key: str | None) -> Message:
    require(policy.can_begin(author, begun_today=queries.begun_today(author)))
    require(policy.can_send(author))
    people = checked_people(author, new.to, here=[author])
    title, text = checked_title(new.title), checked_text(new.body)
    conversation = Conversation(author_id=author.id, title=title, created_at=clock.now())
    db.session.add(conversation)
    db.session.flush()
    db.session.add_all(_participants(conversation, [author, *people]))
    message = _add(author, conversation, text, key=key)
    drafts.discard(author, DRAFT)
    return message


def _participants(conversation: Conversation, people: Sequence[User]) -> list[Participant]:
    now = clock.now()
    return [
        Participant(conversation_id=conversation.id, user_id=one.id, joined_at=now, latest_at=now)
        for one in people
    ]


def _send(author: User, place: Participant, new: NewMessage, *, key: str | None) -> Message:
    require(policy.can_send(author))
    text = checked_text(new.body)
    # Asked when nobody else can leave or be blocked out of it meanwhile.
    conversation = locking.lock(place.conversation_id)
    queries.place_of(author, conversation.id)
    others = queries.others_here(queries.people_in(conversation.id), author)
    ties = queries.ties(author, [other.id for other in others])
    require(policy.can_reply(author, others, ties.values()))
    message = _add(author, conversation, text, key=key)
    drafts.discard(author, f"message:{conversation.id}")
    return message


def _add(author: User, conversation: Conversation, text: Text, *, key: str | None) -> Message:
    conversation.last_number += 1
    number, now = conversation.last_number, clock.now()
    message = Message(conversation=conversation, number=number, author=author, client_key=key)
    message.created_at = now
    put_text(message, text)
    db.session.add(message)
    db.session.flush()
    if text.shown.uploads:
        place_pictures(message, text)
    _count(conversation, author, number=number)
    announce(MessageSent(message.id, conversation.id, author.id))
    return message


def _count(conversation: Conversation, author: User, *, number: int) -> None:
    """One more to read for the others; whoever writes has read up to there."""
    here = update(Participant).where(
        Participant.conversation_id == conversation.id, Participant.left_at.is_(None)
    )
    quiet = {"synchronize_session": False}
    for_others = here.where(Participant.user_id != author.id).values(
        unread_count=Participant.unread_count + 1, latest_at=clock.now()
    )
    own = here.where(Participant.user_id == author.id).values(
        unread_count=0, read_number=number, latest_at=clock.now()
    )
    for change in (for_others, own):
        db.session.execute(change.execution_options(**quiet))
