"""The entries of feeds: topics with their first posts, or the posts of one topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true

from forum.accounts.models import Guest, User
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.topics import policy as topics
from forum.topics.models import Post, Tag, Topic, TopicTag

MOST_ENTRIES = 30
GUEST = Guest()


@dataclass(frozen=True)
class Entry:
    """A topic or a post, as much of it as a feed tells."""

    id: int
    # Of a topic 1, of a post its place in the topic.
    number: int
    topic_id: int
    title: str
    slug: str
    channel_name: str
    channel_slug: str
    author_name: str
    username: str
    html: str
    created_at: datetime
    updated_at: datetime
    reply_count: int = 0


def latest() -> Sequence[Entry]:
    """The liveliest topics of the whole site."""
    return _topics(true())


def topics_in(channel: Channel) -> Sequence[Entry]:
    """The liveliest topics of a channel."""
    return _topics(Topic.channel_id == channel.id)


def tagged(tag: Tag) -> Sequence[Entry]:
    """The liveliest topics that carry a tag."""
    carrying = select(TopicTag.topic_id).where(TopicTag.tag_id == tag.id)
    return _topics(Topic.id.in_(carrying))


def posts_of(topic: Topic) -> Sequence[Entry]:
    """The newest posts of a topic."""
    query = _columns(Post.topic_id == Topic.id).where(Topic.id == topic.id)
    rows = db.session.execute(query.order_by(Post.number.desc()).limit(MOST_ENTRIES))
    return [_post(row) for row in rows]


def _topics(among: ColumnElement[bool]) -> Sequence[Entry]:
    # The ids come first, so that the long texts are read for these few topics only.
    order = (Topic.bumped_at.desc(), Topic.id.desc())
    ids = select(Topic.id).join(Topic.channel).where(topics.topics_visible_to(GUEST), among)
    query = _columns(and_(Post.topic_id == Topic.id, Post.number == 1))
    query = query.where(Topic.id.in_(ids.order_by(*order).limit(MOST_ENTRIES)))
    return [_topic(row) for row in db.session.execute(query.order_by(*order))]


def _columns(joined: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """What an entry is made of, of topics and posts that a guest may read."""
    return (
        select(
            Post.id.label("post_id"),
            Post.number,
            Topic.id.label("topic_id"),
            Topic.title,
            Topic.slug,
            Topic.bumped_at,
            Topic.reply_count,
            Channel.name.label("channel_name"),
            Channel.slug.label("channel_slug"),
            User.display_name,
            User.username,
            Post.html,
            Post.created_at,
            Post.edited_at,
        )
        .select_from(Topic)
        .join(Channel, Channel.id == Topic.channel_id)
        .join(Post, joined)
        .join(User, User.id == Post.author_id)
        .where(topics.topics_visible_to(GUEST), topics.posts_visible_to(GUEST))
    )


def _topic(row: Any) -> Entry:
    """A reply is news of its topic, and so is a change of its first post."""
    moments = [row.created_at, row.bumped_at, row.edited_at]
    latest_of_all = max(moment for moment in moments if moment)
    return Entry(row.topic_id, updated_at=latest_of_all, reply_count=row.reply_count, **_facts(row))


def _post(row: Any) -> Entry:
    return Entry(row.post_id, updated_at=row.edited_at or row.created_at, **_facts(row))


def _facts(row: Any) -> dict[str, Any]:
    """What topics and posts have in common."""
    return {
        "number": row.number,
        "topic_id": row.topic_id,
        "title": row.title,
        "slug": row.slug,
        "channel_name": row.channel_name,
        "channel_slug": row.channel_slug,
        "author_name": row.display_name,
        "username": row.username,
        "html": row.html,
        "created_at": row.created_at,
    }
