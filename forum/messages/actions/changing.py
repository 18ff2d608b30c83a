"""Changing what one wrote, and taking it away: then nothing of the text is kept."""

from forum.accounts.models import User
from forum.drafts import actions as drafts
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.messages import policy, queries
from forum.messages.actions import locking
from forum.messages.actions.texts import place_pictures, put_text
from forum.messages.models import Message
from forum.messages.queries import MESSAGE
from forum.messages.signals import MessageChanged
from forum.topics.actions import checked_text
from forum.uploads import actions as uploads


@action
def edit(editor: User, message: Message, body: str) -> None:
    """Let one's own message say something else. Raises Invalid and Refused."""
    require(policy.can_edit(editor, message, queries.ties_in(editor, message.conversation_id)))
    require(policy.can_send(editor))
    text = checked_text(body)
    _hold(message)
    require(policy.can_edit(editor, message, queries.ties_in(editor, message.conversation_id)))
    drafts.discard(editor, f"message_edit:{message.id}")
    if text.body == message.body:
        return
    put_text(message, text)
    message.edited_at = clock.now()
    place_pictures(message, text)
    announce(MessageChanged(message.id, message.conversation_id, editor.id))


@action
def delete(author: User, message: Message) -> None:
    """Take one's own message away for good."""
    require(policy.can_delete(author, message))
    remove(author, message)


@action
def remove(by: User, message: Message) -> None:
    """Take a message away for good: a step of other actions, which ask whether it may be."""
    _hold(message)
    if message.is_deleted:
        return
    message.body = message.html = message.text = ""
    message.deleted_at, message.deleted_by_id = clock.now(), by.id
    uploads.place(MESSAGE, message.id, (), door=MESSAGE, door_id=message.id)
    locking.count_unread([message.conversation_id])
    announce(MessageChanged(message.id, message.conversation_id, by.id))


def _hold(message: Message) -> None:
    """Read the message anew, when nobody else can change it."""
    locking.lock(message.conversation_id)
    db.session.refresh(message, ["body", "deleted_at", "edited_at"])
