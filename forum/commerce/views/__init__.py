"""The door for what shops send, and members' own orders."""

from forum.commerce.views.hooks import bp
from forum.commerce.views.own import own

__all__ = ["bp", "own"]
