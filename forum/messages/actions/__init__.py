"""Every write to private conversations."""

from forum.messages.actions.changing import delete, edit, remove
from forum.messages.actions.handing_over import hand_over
from forum.messages.actions.leaving import forget_names, let_go, take_texts
from forum.messages.actions.looking import note_look
from forum.messages.actions.people import add, leave, mute, unmute
from forum.messages.actions.reading import keep_read
from forum.messages.actions.reporting import report
from forum.messages.actions.texts import NewConversation, NewMessage
from forum.messages.actions.wishing import choose_reach
from forum.messages.actions.writing import begin, send

__all__ = [
    "NewConversation",
    "NewMessage",
    "add",
    "begin",
    "choose_reach",
    "delete",
    "edit",
    "forget_names",
    "hand_over",
    "keep_read",
    "leave",
    "let_go",
    "mute",
    "note_look",
    "remove",
    "report",
    "send",
    "take_texts",
    "unmute",
]
