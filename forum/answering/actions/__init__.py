"""Every write of answering.

Other slices call `sort_topic` to say of what kind a topic is.
"""

from forum.answering.actions.arranging import (
    Level,
    ProtocolPlan,
    arrange_ladder,
    change_protocol,
    choose_for_channel,
    reset_protocol,
)
from forum.answering.actions.calling import acknowledge_call, climb, try_ladder
from forum.answering.actions.handing_over import forget_channel, hand_over, let_go
from forum.answering.actions.noting import (
    begin,
    look_again,
    move,
    note_reaction,
    note_reaction_gone,
    note_reply,
    note_role,
    note_solution,
    rebuild,
    take_in,
)
from forum.answering.actions.raising import promise_case_of, raise_late
from forum.answering.actions.settling import CASE
from forum.answering.actions.sorting import choose_kind, sort_topic
from forum.answering.actions.tending import (
    acknowledge,
    finish,
    go_on,
    open_again,
    reopen,
    wait_for_author,
)

__all__ = [
    "CASE",
    "Level",
    "ProtocolPlan",
    "acknowledge",
    "acknowledge_call",
    "arrange_ladder",
    "begin",
    "change_protocol",
    "choose_for_channel",
    "choose_kind",
    "climb",
    "finish",
    "forget_channel",
    "go_on",
    "hand_over",
    "let_go",
    "look_again",
    "move",
    "note_reaction",
    "note_reaction_gone",
    "note_reply",
    "note_role",
    "note_solution",
    "open_again",
    "promise_case_of",
    "raise_late",
    "rebuild",
    "reopen",
    "reset_protocol",
    "sort_topic",
    "take_in",
    "try_ladder",
    "wait_for_author",
]
