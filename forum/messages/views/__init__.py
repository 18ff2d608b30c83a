"""The pages of private messages."""

from forum.messages.views import changing, lists, people, reporting, show, writing
from forum.messages.views.blueprint import bp

__all__ = ["bp", "changing", "lists", "people", "reporting", "show", "writing"]
