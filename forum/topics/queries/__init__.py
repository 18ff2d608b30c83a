"""Reading topics, posts, tags and who wrote what."""

from forum.topics.queries.pages import PAGE_SIZE, numbers_on, page_of
from forum.topics.queries.posts import (
    answer_of,
    first_post,
    last_number,
    last_post_by,
    placed_post,
    post_at,
    post_by_key,
    posts_on,
    visible_post,
)
from forum.topics.queries.tags import allowed_in, tags_named, tags_of
from forum.topics.queries.topics import merged_into, related, visible_topic

__all__ = [
    "PAGE_SIZE",
    "allowed_in",
    "answer_of",
    "first_post",
    "last_number",
    "last_post_by",
    "merged_into",
    "numbers_on",
    "page_of",
    "placed_post",
    "post_at",
    "post_by_key",
    "posts_on",
    "related",
    "tags_named",
    "tags_of",
    "visible_post",
    "visible_topic",
]
