"""Every write to the review queue."""

from forum.moderation.actions.deciding import (
    AlreadyDecided,
    approve,
    dismiss,
    hold,
    reject,
    withdraw,
)
from forum.moderation.actions.leaving import hand_over, let_go
from forum.moderation.actions.looking import Stranger, look_as, stop_looking

__all__ = [
    "AlreadyDecided",
    "Stranger",
    "approve",
    "dismiss",
    "hand_over",
    "hold",
    "let_go",
    "look_as",
    "reject",
    "stop_looking",
    "withdraw",
]
