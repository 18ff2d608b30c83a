"""Training for those who decide: the course, and what they practise with."""

from forum.training.admin import calibration, course, gate, overview, practice, scenarios
from forum.training.admin.blueprint import bp

__all__ = ["bp", "calibration", "course", "gate", "overview", "practice", "scenarios"]
