"""Every write of sanctions and of notes about members."""

from forum.sanctions.actions.ending import END_JOB, tell_of_end
from forum.sanctions.actions.imposing import check_wish, impose, second
from forum.sanctions.actions.leaving import hand_over, let_go
from forum.sanctions.actions.lifting import lift, note_read, undo
from forum.sanctions.actions.notes import add_note, delete_note
from forum.sanctions.models import Reasons, SanctionWish

__all__ = [
    "END_JOB",
    "Reasons",
    "SanctionWish",
    "add_note",
    "check_wish",
    "delete_note",
    "hand_over",
    "impose",
    "let_go",
    "lift",
    "note_read",
    "second",
    "tell_of_end",
    "undo",
]
