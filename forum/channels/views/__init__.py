"""Pages of channels for everybody, and those of the people in a channel."""

from forum.channels.views import pages, people
from forum.channels.views.blueprint import bp

__all__ = ["bp", "pages", "people"]
