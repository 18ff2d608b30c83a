"""The blueprint to which all pages of this slice belong, and the addresses they share."""

from typing import Any

from flask import Blueprint, url_for

from forum.topics.models import Post, Topic
from forum.topics.queries import MESSAGES, page_of

bp = Blueprint("topics", __name__)


def topic_address(topic: Topic, *, page: int = 1, **more: Any) -> str:
    """The lasting address of a page of a topic."""
    if topic.is_standing:
        return url_for("topics.stream", slug=topic.channel.slug, **more)
    number = page if page > 1 else None
    return url_for("topics.show", slug=topic.slug, topic_id=topic.id, page=number, **more)


def post_address(post: Post) -> str:
    """The page on which the post stands, at the post."""
    if post.topic.is_standing:
        return message_address(post)
    return topic_address(post.topic, page=page_of(post.number), _anchor=f"post-{post.number}")


def message_address(post: Post) -> str:
    """The helping of the stream in which a message stands; the newest ones need no number."""
    is_new = post.number > post.topic.last_number - MESSAGES
    at = None if is_new else post.number
    return topic_address(post.topic, at=at, _anchor=f"post-{post.number}")
