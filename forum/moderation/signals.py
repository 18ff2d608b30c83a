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


@dataclass(frozen=True)
class CaseTouched:
    """Somebody took a case, gave it back, put it aside or passed it on; nobody: time did."""

    case_id: int
    target_kind: str
    # The verb of the audit log, such as `claim`.
    what: str
    by_id: int | None


@dataclass(frozen=True)
class CaseEscalated:
    """A case was passed on to the next level, from 1 to 4."""

    case_id: int
    level: int
    by_id: int
