"""Members' pages, their preferences, and whom they follow and blocked."""

from forum.members.views import people, profiles
from forum.members.views.blueprint import bp

__all__ = ["bp", "people", "profiles"]
