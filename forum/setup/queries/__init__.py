"""Reading how far set-up is, how far the goals are, and why one should join."""

from forum.setup.queries.figures import Progress, figure, goals, progress
from forum.setup.queries.reasons import Told, reasons, told
from forum.setup.queries.steps import (
    Journey,
    State,
    has_channels,
    is_purpose_whole,
    journey,
    missing_of_purpose,
)

__all__ = [
    "Journey",
    "Progress",
    "State",
    "Told",
    "figure",
    "goals",
    "has_channels",
    "is_purpose_whole",
    "journey",
    "missing_of_purpose",
    "progress",
    "reasons",
    "told",
]
