"""What the moderation slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseOpened:
    """Something waits for a decision of staff."""

    case_id: int
    target_kind: str
    target_id: int
    about_id: int
    reason: str


@dataclass(frozen=True)
class CaseDecided:
    """Somebody of the staff said yes or no."""

    case_id: int
    target_kind: str
    target_id: int
    about_id: int
    decision: str
    decided_by_id: int
