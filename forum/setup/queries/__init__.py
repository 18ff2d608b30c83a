"""Reading how far set-up is, and how far the goals are."""

from forum.setup.queries.figures import Progress, figure, goals, progress
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
    "figure",
    "goals",
    "has_channels",
    "is_purpose_whole",
    "journey",
    "missing_of_purpose",
    "progress",
]
