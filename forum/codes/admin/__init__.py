"""Staff pages of codes: pools and what is in them, perks and who takes them."""

from forum.codes.admin import perks, pools
from forum.codes.admin.blueprint import bp

__all__ = ["bp", "perks", "pools"]
