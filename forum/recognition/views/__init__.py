"""The doors of recognition for everybody."""

from forum.recognition.views import spotlights, thanking
from forum.recognition.views.blueprint import bp

__all__ = ["bp", "spotlights", "thanking"]
