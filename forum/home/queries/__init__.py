"""Reading topics in lists, and what stands beside them."""

from forum.home.queries.lists import (
    Period,
    following,
    in_channel,
    latest,
    tagged,
    top,
    top_in,
    unanswered,
    unanswered_in,
    unread,
)
from forum.home.queries.rail import lively_tags, lonely_questions
from forum.home.queries.rows import Row
from forum.home.queries.tags import Renamed, TagCount, all_tags, tag_named

__all__ = [
    "Period",
    "Renamed",
    "Row",
    "TagCount",
    "all_tags",
    "following",
    "in_channel",
    "latest",
    "lively_tags",
    "lonely_questions",
    "tag_named",
    "tagged",
    "top",
    "top_in",
    "unanswered",
    "unanswered_in",
    "unread",
]
