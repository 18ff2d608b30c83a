"""Every write of training."""

from forum.training.actions.calibrating import (
    CASES,
    LONGEST_NOTE,
    add_note,
    decide_alone,
    open_if_due,
    open_now,
)
from forum.training.actions.closing import close, see_to_rounds
from forum.training.actions.course import answer, begin, tell_of_ends
from forum.training.actions.finishing import finish
from forum.training.actions.gate import close_gate, open_gate
from forum.training.actions.leaving import hand_over, let_go
from forum.training.actions.practising import lay_out, practise
from forum.training.actions.scenarios import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_CHOICES,
    PlannedChoice,
    ScenarioPlan,
    change,
    create,
    fetch,
    move_down,
    move_up,
    plant,
    remove,
    restore,
    switch,
)

__all__ = [
    "CASES",
    "LONGEST_NOTE",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "MOST_CHOICES",
    "PlannedChoice",
    "ScenarioPlan",
    "add_note",
    "answer",
    "begin",
    "change",
    "close",
    "close_gate",
    "create",
    "decide_alone",
    "fetch",
    "finish",
    "hand_over",
    "lay_out",
    "let_go",
    "move_down",
    "move_up",
    "open_gate",
    "open_if_due",
    "open_now",
    "plant",
    "practise",
    "remove",
    "restore",
    "see_to_rounds",
    "switch",
    "tell_of_ends",
]
