"""The pages with lists of topics."""

from forum.home.views import channels, lists, members, tags
from forum.home.views.shell import bp

__all__ = ["bp", "channels", "lists", "members", "tags"]
