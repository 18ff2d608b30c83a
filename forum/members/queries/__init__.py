"""Reading members' pages, and whom members follow and blocked."""

from forum.members.queries.people import (
    blocked_by,
    followed_by,
    follower_count,
    followers_of,
    is_blocked,
    is_followed,
    who_blocked,
)
from forum.members.queries.profiles import time_zones, visible_member

__all__ = [
    "blocked_by",
    "followed_by",
    "follower_count",
    "followers_of",
    "is_blocked",
    "is_followed",
    "time_zones",
    "visible_member",
    "who_blocked",
]
