"""What staff verbs need: whole topics, and those whose moment has come."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.kernel.db import db
from forum.kernel.growth import Growth, growth
from forum.markup.render import excerpt
from forum.topics.models import Post, State, Topic

EXCERPT = 200
AT_ONCE = 100


def all_posts(topic: Topic) -> Sequence[Post]:
    """Every post of the topic in any state, by number, with its author."""
    query = select(Post).where(Post.topic_id == topic.id).order_by(Post.number)
    return db.session.scalars(query.options(joinedload(Post.author))).all()


def topics_due(now: datetime) -> Sequence[Topic]:
    """Scheduled topics whose moment has come, with channel and author; some at a time."""
    query = (
        select(Topic)
        .where(Topic.state == State.SCHEDULED, Topic.publish_at <= now)
        .order_by(Topic.publish_at)
        .limit(AT_ONCE)
        .options(joinedload(Topic.channel), joinedload(Topic.author))
    )
    return db.session.scalars(query).all()


def excerpt_of(post: Post) -> str:
    """The beginning of a post's words, for lists."""
    return excerpt(post.text, EXCERPT)


def grown() -> tuple[Growth, Growth]:
    """How many topics and how many posts were published on each of the last days."""
    topics = growth(Topic.created_at, Topic.state == State.PUBLISHED)
    return topics, growth(Post.created_at, Post.state == State.PUBLISHED)
