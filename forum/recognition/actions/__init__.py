"""Every write of recognition."""

from forum.recognition.actions.following import hand_over, let_go
from forum.recognition.actions.thanking import (
    NewThanks,
    thank,
    thank_for,
    thank_for_team,
    withdraw,
)

__all__ = [
    "NewThanks",
    "hand_over",
    "let_go",
    "thank",
    "thank_for",
    "thank_for_team",
    "withdraw",
]
