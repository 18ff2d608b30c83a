"""What staff verbs need: whole topics, and those whose moment has come."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import joinedload

from forum.kernel.db import db
from forum.kernel.growth import Growth, growth
from forum.markup.render import excerpt
from forum.topics.models import Post, State, Tag, Topic

EXCERPT = 200


def all_posts(topic: Topic) -> Sequence[Post]:
    """Every post of the topic in any state, by number, with its author."""
    query = select(Post).where(Post.topic_id == topic.id).order_by(Post.number)
    return db.session.scalars(query.options(joinedload(Post.author))).all()


def topics_due(now: datetime) -> Sequence[int]:
    """The ids of scheduled topics whose moment has come, the longest wait first."""
    query = select(Topic.id).where(Topic.state == State.SCHEDULED, Topic.publish_at <= now)
    return db.session.scalars(query.order_by(Topic.publish_at, Topic.id)).all()


def scheduled_topic(topic_id: int) -> Topic | None:
    """The topic with channel and author, if it still waits for its moment."""
    query = (
        select(Topic)
        .where(Topic.id == topic_id, Topic.state == State.SCHEDULED)
        .options(joinedload(Topic.channel), joinedload(Topic.author))
    )
    return db.session.scalar(query)


def names_of(
    topic_ids: Collection[int], post_ids: Collection[int], tag_ids: Collection[int]
) -> Mapping[tuple[str, int], str]:
    """What these topics, posts and tags are called, by kind and number, in one query."""
    number = literal(0)
    topics = select(literal("topic"), Topic.id, Topic.title, number).where(Topic.id.in_(topic_ids))
    posts = (
        select(literal("post"), Post.id, Topic.title, Post.number)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.id.in_(post_ids))
    )
    tags = select(literal("tag"), Tag.id, Tag.name, number).where(Tag.id.in_(tag_ids))
    found = db.session.execute(union_all(topics, posts, tags))
    return {(row[0], row[1]): f"{row[2]} #{row[3]}" if row[3] else row[2] for row in found}


def excerpt_of(post: Post) -> str:
    """The beginning of a post's words, for lists."""
    return excerpt(post.text, EXCERPT)


def grown() -> tuple[Growth, Growth]:
    """How many topics and how many posts were published on each of the last days."""
    topics = growth(Topic.created_at, Topic.state == State.PUBLISHED)
    return topics, growth(Post.created_at, Post.state == State.PUBLISHED)
