"""What the team is trained with, what each of them answered, and how far they agree."""

from forum.training.models.calibration import (
    CalibrationAnswer,
    CalibrationCase,
    CalibrationNote,
    CalibrationRound,
)
from forum.training.models.course import (
    Attempt,
    Decision,
    Scenario,
    Subject,
    TrainingAnswer,
)
from forum.training.models.practice import PracticeCase

__all__ = [
    "Attempt",
    "CalibrationAnswer",
    "CalibrationCase",
    "CalibrationNote",
    "CalibrationRound",
    "Decision",
    "PracticeCase",
    "Scenario",
    "Subject",
    "TrainingAnswer",
]
