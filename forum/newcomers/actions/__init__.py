"""Every write of newcomers."""

from forum.newcomers.actions.desk import (
    claim,
    look_again,
    move,
    note_overdue,
    note_post,
    step_back,
    unclaim,
    volunteer,
)
from forum.newcomers.actions.handing_over import (
    hand_over,
    let_go,
    merge_channels,
    merge_tags,
)

__all__ = [
    "claim",
    "hand_over",
    "let_go",
    "look_again",
    "merge_channels",
    "merge_tags",
    "move",
    "note_overdue",
    "note_post",
    "step_back",
    "unclaim",
    "volunteer",
]
