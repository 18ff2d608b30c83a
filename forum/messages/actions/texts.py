"""What a title and a text must be like, and the three forms in which a text is kept."""

from dataclasses import dataclass

from forum.kernel.policy import Invalid
from forum.markup.render import VERSION
from forum.messages.models import Message
from forum.messages.queries import MESSAGE
from forum.topics.actions import Text
from forum.topics.queries import cleaned
from forum.uploads import actions as uploads

LONGEST_TITLE = 120


@dataclass(frozen=True)
class NewMessage:
    """What somebody wants to say in a conversation."""

    body: str
    # Made by the browser for each composed text: sent twice, it is said once.
    client_key: str | None = None


@dataclass(frozen=True)
class NewConversation:
    """What somebody wants to begin, and with whom: names with commas between them."""

    to: str
    body: str
    title: str = ""
    client_key: str | None = None


def checked_title(title: str) -> str:
    """The title on one line; it may be empty. Raises Invalid when it is too long."""
    plain = " ".join(cleaned(title).split())
    if len(plain) > LONGEST_TITLE:
        raise Invalid("title", "too_long", most=LONGEST_TITLE)
    return plain


def put_text(message: Message, text: Text) -> None:
    """Give the message its text in the three forms in which it is kept."""
    message.body = text.body
    message.html = text.shown.html
    message.text = text.shown.text
    message.markup_version = VERSION


def place_pictures(message: Message, text: Text) -> None:
    """Its pictures lie behind a door that opens to those who may read it."""
    uploads.place(MESSAGE, message.id, text.shown.uploads, door=MESSAGE, door_id=message.id)
