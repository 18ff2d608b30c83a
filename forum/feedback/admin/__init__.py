"""Staff pages of feedback and promises, for those who run launches."""

from forum.feedback.admin import building, promising, reading
from forum.feedback.admin.blueprints import feedback, promises

__all__ = ["building", "feedback", "promises", "promising", "reading"]
