"""Every write of standing."""

from forum.standing.actions.arranging import LOOK_JOB, allow, ask_for
from forum.standing.actions.settling import begin, decide, hand_over, look_at, rebuild, settle
from forum.standing.actions.staff import (
    LONGEST_REASON,
    end_leader,
    lock,
    make_leader,
    unlock,
)

__all__ = [
    "LONGEST_REASON",
    "LOOK_JOB",
    "allow",
    "ask_for",
    "begin",
    "decide",
    "end_leader",
    "hand_over",
    "lock",
    "look_at",
    "make_leader",
    "rebuild",
    "settle",
    "unlock",
]
