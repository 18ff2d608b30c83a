"""Reading topics, posts, tags and who wrote what."""

from forum.topics.queries.activity import (
    answers_by,
    figures_of,
    own_changes,
    replies_by,
    topics_by,
    waiting_posts,
)
from forum.topics.queries.differences import Line, difference
from forum.topics.queries.history import (
    Version,
    Wording,
    locked_wording_of,
    versions_of,
    was_noticed,
    wording_of,
)
from forum.topics.queries.pages import PAGE_SIZE, numbers_on, page_of
from forum.topics.queries.posts import (
    answer_of,
    answer_row,
    first_post,
    last_number,
    last_post_by,
    placed_post,
    post_at,
    post_by_key,
    posts_on,
    visible_post,
)
from forum.topics.queries.reviews import (
    EDIT,
    POST,
    changes_by_ids,
    notes_on,
    posts_by_ids,
    waiting_changes,
    was_published,
)
from forum.topics.queries.staff import all_posts, excerpt_of, topics_due
from forum.topics.queries.tags import allowed_in, tags_named, tags_of
from forum.topics.queries.texts import as_published, cleaned
from forum.topics.queries.topics import merged_into, related, visible_topic

__all__ = [
    "EDIT",
    "PAGE_SIZE",
    "POST",
    "Line",
    "Version",
    "Wording",
    "all_posts",
    "allowed_in",
    "answer_of",
    "answer_row",
    "answers_by",
    "as_published",
    "changes_by_ids",
    "cleaned",
    "difference",
    "excerpt_of",
    "figures_of",
    "first_post",
    "last_number",
    "last_post_by",
    "locked_wording_of",
    "merged_into",
    "notes_on",
    "numbers_on",
    "own_changes",
    "page_of",
    "placed_post",
    "post_at",
    "post_by_key",
    "posts_by_ids",
    "posts_on",
    "related",
    "replies_by",
    "tags_named",
    "tags_of",
    "topics_by",
    "topics_due",
    "versions_of",
    "visible_post",
    "visible_topic",
    "waiting_changes",
    "waiting_posts",
    "was_noticed",
    "was_published",
    "wording_of",
]
