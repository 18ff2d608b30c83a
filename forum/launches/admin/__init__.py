"""Staff pages of launches: the list, the steps of a draft, and what runs."""

from forum.launches.admin import calendar, drafting, picturing, running, windows
from forum.launches.admin.blueprint import bp

__all__ = ["bp", "calendar", "drafting", "picturing", "running", "windows"]
