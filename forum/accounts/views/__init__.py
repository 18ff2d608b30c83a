"""Pages at the door and for a member's own account."""

from forum.accounts.views import addresses, entering, joining, leaving, passwords, sessions
from forum.accounts.views.blueprint import bp

__all__ = ["addresses", "bp", "entering", "joining", "leaving", "passwords", "sessions"]
