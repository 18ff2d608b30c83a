"""What training announces."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TrainingEnds:
    """What somebody passed counts only for some days more."""

    attempt_id: int
    user_id: int
    until: datetime


@dataclass(frozen=True)
class CalibrationOpened:
    """The same cases wait for everybody of the team, who answer alone until a moment."""

    round_id: int
    user_ids: tuple[int, ...]
    until: datetime


@dataclass(frozen=True)
class CalibrationLate:
    """These have not answered all of it, and half of the time is over."""

    round_id: int
    user_ids: tuple[int, ...]
    until: datetime


@dataclass(frozen=True)
class CalibrationClosed:
    """It can be seen how far the team agrees; told to those who answered all of it."""

    round_id: int
    user_ids: tuple[int, ...]
