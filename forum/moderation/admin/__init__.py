"""The review queue for those who decide: its pages, and what can be done with cases."""

from forum.moderation.admin import bulk, deciding, desk, teams, working
from forum.moderation.admin.blueprint import bp

__all__ = ["bp", "bulk", "deciding", "desk", "teams", "working"]
