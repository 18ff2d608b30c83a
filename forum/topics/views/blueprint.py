"""The blueprint to which all pages of this slice belong, and the addresses they share."""

from typing import Any

from flask import Blueprint, url_for

from forum.topics.models import Post, Topic
from forum.topics.queries import page_of

bp = Blueprint("topics", __name__)


def topic_address(topic: Topic, *, page: int = 1, **more: Any) -> str:
    """The lasting address of a page of a topic."""
    number = page if page > 1 else None
    return url_for("topics.show", slug=topic.slug, topic_id=topic.id, page=number, **more)


def post_address(post: Post) -> str:
    """The page on which the post stands, at the post."""
    return topic_address(post.topic, page=page_of(post.number), _anchor=f"post-{post.number}")
