"""Reading members' pages, and whom members follow and blocked."""

from forum.members.queries.people import (
    BLOCKS,
    Between,
    Tied,
    Ties,
    blocked_by,
    followed_among,
    followed_by,
    follower_count,
    followers_of,
    is_blocked,
    is_followed,
    not_by_blocked,
    tied_to,
    ties,
    who_blocked,
)
from forum.members.queries.profiles import time_zones, visible_member

__all__ = [
    "BLOCKS",
    "Between",
    "Tied",
    "Ties",
    "blocked_by",
    "followed_among",
    "followed_by",
    "follower_count",
    "followers_of",
    "is_blocked",
    "is_followed",
    "not_by_blocked",
    "tied_to",
    "ties",
    "time_zones",
    "visible_member",
    "who_blocked",
]
