"""Conversations for tests, made by the real actions."""

from typing import Any

from forum.accounts.models import Standing, User
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.messages import actions, queries
from forum.messages.actions import NewConversation, NewMessage
from forum.messages.models import Message, Participant
from tests.support import make


def member(**given: Any) -> User:
    """Somebody who may write to several people."""
    return make.member(**{"standing": Standing.MEMBER, **given})


def begin(author: User, *others: User, body: str = "Hello there.", **given: Any) -> Message:
    names = ", ".join(other.username for other in others)
    return actions.begin(author, NewConversation(names, body, **given))


def send(author: User, talk: int, body: str = "And more.", key: str | None = None) -> Message:
    return actions.send(author, place(author, talk), NewMessage(body, key))


def place(one: User, talk: int) -> Participant:
    return queries.place_of(one, talk)


def seen(one: User, talk: int) -> Participant | None:
    """The place as the row is now, also of somebody who left."""
    return db.session.get(Participant, (talk, one.id), populate_existing=True)


def visible(one: User, message: Message) -> Message:
    return queries.visible_message(one, message.id)[0]


def reason_of(action: Any, *given: Any, **named: Any) -> str:
    """The word with which an action says no; empty when it does not."""
    try:
        action(*given, **named)
    except Refused as error:
        db.session.rollback()
        return error.verdict.reason
    except Invalid as error:
        db.session.rollback()
        return f"{error.field}: {error.reason}"
    return ""
