"""What machines read, always as a guest sees it."""

from forum.feeds.queries.addresses import (
    ADDRESSES_ON_A_PAGE,
    Place,
    channels,
    guides,
    tag_pages,
    tags,
    topic_pages,
    topics,
)
from forum.feeds.queries.entries import Entry, latest, posts_of, tagged, topics_in

__all__ = [
    "ADDRESSES_ON_A_PAGE",
    "Entry",
    "Place",
    "channels",
    "guides",
    "latest",
    "posts_of",
    "tag_pages",
    "tagged",
    "tags",
    "topic_pages",
    "topics",
    "topics_in",
]
