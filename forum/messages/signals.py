"""What the messages slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageSent:
    """A private message is there for everybody in its conversation."""

    message_id: int
    conversation_id: int
    author_id: int


@dataclass(frozen=True)
class MessageChanged:
    """A private message says something else now, or only a trace of it is left."""

    message_id: int
    conversation_id: int
    by_id: int


@dataclass(frozen=True)
class ConversationRead:
    """A member has read further in a conversation, muted it or left it."""

    conversation_id: int
    user_id: int
