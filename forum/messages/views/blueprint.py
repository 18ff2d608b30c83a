"""The blueprint to which all pages of this slice belong, and the addresses they share."""

from flask import Blueprint, url_for

from forum.messages.models import Message, Participant
from forum.messages.queries import page_of
from forum.web.limits import Limit

bp = Blueprint("messages", __name__)
WRITING = Limit("messages", "30 per 10 minutes")


def message_address(place: Participant, message: Message) -> str:
    """The page on which the message stands for this reader, at the message."""
    return url_for(
        "messages.show",
        conversation_id=place.conversation_id,
        page=page_of(place, message.number),
        _anchor=f"post-{message.number}",
    )
