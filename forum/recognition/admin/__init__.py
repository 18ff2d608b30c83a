"""Staff pages of recognition: who was not seen yet, the spotlight, milestones and goals."""

from forum.recognition.admin import people, spotlights, together
from forum.recognition.admin.blueprint import bp

__all__ = ["bp", "people", "spotlights", "together"]
