"""Pages of topics and posts."""

from forum.topics.views import editing, lifting, posts, show, staff, starting, stream, writing
from forum.topics.views.blueprint import bp

__all__ = [
    "bp",
    "editing",
    "lifting",
    "posts",
    "show",
    "staff",
    "starting",
    "stream",
    "writing",
]
