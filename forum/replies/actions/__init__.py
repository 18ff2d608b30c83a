"""Every write of saved replies."""

from forum.replies.actions.answering import answer, answer_by_rule, check_answering, give_up
from forum.replies.actions.asking import ask, say
from forum.replies.actions.complaining import (
    LATE,
    close,
    keep,
    note_reopened,
    promise,
    raise_overdue,
    rate,
    take_promise_back,
    talk,
)
from forum.replies.actions.handing_over import hand_over, let_go, merge_channels
from forum.replies.actions.using import (
    forget_unsent,
    note_decided,
    note_sent,
    put_in,
    used_in,
)
from forum.replies.actions.writing import (
    LONGEST_BODY,
    LONGEST_TITLE,
    ReplyPlan,
    archive,
    bring_back,
    change,
    create,
    plant,
    review,
)

__all__ = [
    "LATE",
    "LONGEST_BODY",
    "LONGEST_TITLE",
    "ReplyPlan",
    "answer",
    "answer_by_rule",
    "archive",
    "ask",
    "bring_back",
    "change",
    "check_answering",
    "close",
    "create",
    "forget_unsent",
    "give_up",
    "hand_over",
    "keep",
    "let_go",
    "merge_channels",
    "note_decided",
    "note_reopened",
    "note_sent",
    "plant",
    "promise",
    "put_in",
    "raise_overdue",
    "rate",
    "review",
    "say",
    "take_promise_back",
    "talk",
    "used_in",
]
