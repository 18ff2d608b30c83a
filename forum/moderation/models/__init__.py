"""The review queue, the teams that work in it, flags and rulings."""

from forum.moderation.models.cases import (
    CAPACITY,
    FIRST_TEAM,
    PUT_ASIDE,
    STILL_OPEN,
    Band,
    CaseState,
    Decision,
    Outcome,
    Reviewable,
    Team,
    TeamSeat,
)
from forum.moderation.models.rulings import Flag, FlagOutcome, Ruling

__all__ = [
    "CAPACITY",
    "FIRST_TEAM",
    "PUT_ASIDE",
    "STILL_OPEN",
    "Band",
    "CaseState",
    "Decision",
    "Flag",
    "FlagOutcome",
    "Outcome",
    "Reviewable",
    "Ruling",
    "Team",
    "TeamSeat",
]
