"""Every write to the review queue."""

from forum.moderation.actions.deciding import (
    AlreadyDecided,
    approve,
    reject,
)
from forum.moderation.actions.holding import ask_again, dismiss, hold, withdraw
from forum.moderation.actions.leaving import hand_over, let_go
from forum.moderation.actions.looking import Stranger, look_as, stop_looking
from forum.moderation.actions.weighing import promise, tie_to_incident, weigh_flags

__all__ = [
    "AlreadyDecided",
    "Stranger",
    "approve",
    "ask_again",
    "dismiss",
    "hand_over",
    "hold",
    "let_go",
    "look_as",
    "promise",
    "reject",
    "stop_looking",
    "tie_to_incident",
    "weigh_flags",
    "withdraw",
]
