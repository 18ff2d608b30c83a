"""Pages of notices."""

from forum.notices.views import inbox, leaving, wishes
from forum.notices.views.blueprint import bp

__all__ = ["bp", "inbox", "leaving", "wishes"]
