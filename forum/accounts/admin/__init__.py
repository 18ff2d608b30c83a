"""Staff pages of accounts: members, what staff do for them, and members who leave."""

from forum.accounts.admin import leaving, people
from forum.accounts.admin.blueprint import bp

__all__ = ["bp", "leaving", "people"]
