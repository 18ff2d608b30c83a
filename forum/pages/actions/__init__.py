"""Every write to the pages about the house."""

from forum.pages.actions.accepting import accept, hand_over, note_joined
from forum.pages.actions.clauses import (
    Step,
    add_clause,
    change_clause,
    move_clause,
    remove_clause,
)
from forum.pages.actions.texts import (
    LONGEST_BODY,
    LONGEST_LINE,
    LONGEST_TITLE,
    MOST_LINES,
    ClauseText,
    GuidelinesText,
)
from forum.pages.actions.translating import translate_clause, translate_summary
from forum.pages.actions.versions import (
    Change,
    begin,
    change_summary,
    discard,
    plant,
    publish,
    publish_page,
)

__all__ = [
    "LONGEST_BODY",
    "LONGEST_LINE",
    "LONGEST_TITLE",
    "MOST_LINES",
    "Change",
    "ClauseText",
    "GuidelinesText",
    "Step",
    "accept",
    "add_clause",
    "begin",
    "change_clause",
    "change_summary",
    "discard",
    "hand_over",
    "move_clause",
    "note_joined",
    "plant",
    "publish",
    "publish_page",
    "remove_clause",
    "translate_clause",
    "translate_summary",
]
