"""What the appeals slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AppealMade:
    """A member asks for another look at a decision."""

    appeal_id: int
    user_id: int


@dataclass(frozen=True)
class AppealDecided:
    """Somebody else of the team has looked at a decision again."""

    appeal_id: int
    user_id: int
    outcome: str
