"""Pages of moderation that are no part of the queue."""

from forum.moderation.views import deciding, flagging, looking, statements
from forum.moderation.views.blueprint import bp

__all__ = ["bp", "deciding", "flagging", "looking", "statements"]
