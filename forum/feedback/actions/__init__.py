"""Every write of rounds of feedback and of promises."""

from forum.feedback.actions.answering import Sheet, keep, send
from forum.feedback.actions.building import (
    Asking,
    add_question,
    begin,
    change_question,
    choose_start,
    move_question,
    publish,
    remove_question,
    take_back,
)
from forum.feedback.actions.handing_over import hand_over, let_go
from forum.feedback.actions.responding import (
    Promise,
    Response,
    change_promise,
    keep_promise,
    promise,
    respond,
)
from forum.feedback.actions.telling import ask, remind

__all__ = [
    "Asking",
    "Promise",
    "Response",
    "Sheet",
    "add_question",
    "ask",
    "begin",
    "change_promise",
    "change_question",
    "choose_start",
    "hand_over",
    "keep",
    "keep_promise",
    "let_go",
    "move_question",
    "promise",
    "publish",
    "remind",
    "remove_question",
    "respond",
    "send",
    "take_back",
]
