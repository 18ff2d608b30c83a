"""Pages of topics and posts."""

from forum.topics.views import editing, posts, show, staff, starting, writing
from forum.topics.views.blueprint import bp

__all__ = ["bp", "editing", "posts", "show", "staff", "starting", "writing"]
