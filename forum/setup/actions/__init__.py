"""Every step of setting up, the goals, and why one should join."""

from forum.setup.actions.reasons import (
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_REASONS,
    NewReason,
    put_reasons,
    read_figures,
)
from forum.setup.actions.steps import (
    LARGEST_TARGET,
    MOST_GOALS,
    WHOLE_SHARE,
    NewGoal,
    choose_brand,
    choose_purpose,
    hand_over,
    note_begun,
    note_done,
    open_channels,
    set_goals,
    skip,
)

__all__ = [
    "LARGEST_TARGET",
    "LONGEST_REASON",
    "LONGEST_TITLE",
    "MOST_GOALS",
    "MOST_REASONS",
    "WHOLE_SHARE",
    "NewGoal",
    "NewReason",
    "choose_brand",
    "choose_purpose",
    "hand_over",
    "note_begun",
    "note_done",
    "open_channels",
    "put_reasons",
    "read_figures",
    "set_goals",
    "skip",
]
