"""Counters that change with what is written and removed."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Update, bindparam, func, select, update

from forum.accounts import actions as accounts
from forum.channels import actions as channels
from forum.kernel.db import db
from forum.topics.models import Post, State, Tag, Topic, TopicTag


def next_number(topic: Topic) -> int:
    """Take the next number of a topic that is locked, or that nobody else knows of yet."""
    topic.last_number += 1
    return topic.last_number


def count_post(post: Post, topic: Topic, *, by: int) -> None:
    """Let channel and author count one post more or less (by is 1 or -1)."""
    first = {"topic_count": by} if post.is_first else {}
    channels.count(topic.channel_id, post_count=by, **first)
    accounts.count(post.author_id, post_count=by, **first)


def count_tags(topic: Topic, *, by: int) -> None:
    """Let every tag of the topic count one topic more or less."""
    db.session.flush()
    db.session.execute(_count_tags(), {"of_topic": topic.id, "by": by})


@lru_cache
def _count_tags() -> Update:
    """Made once: every topic that is started needs it."""
    table: Any = Tag.__table__
    carried = select(TopicTag.tag_id).where(TopicTag.topic_id == bindparam("of_topic"))
    added = table.c.topic_count + bindparam("by")
    return update(table).where(table.c.id.in_(carried)).values(topic_count=added)


def count_whole(topic: Topic, *, by: int) -> None:
    """Let a topic with all its published posts count, or count no longer (by is 1 or -1)."""
    db.session.flush()
    written = (
        select(Post.author_id, func.count())
        .where(Post.topic_id == topic.id, Post.state == State.PUBLISHED)
        .group_by(Post.author_id)
    )
    posts = {row[0]: row[1] for row in db.session.execute(written)}
    answerer = _answerer(topic)
    # Channels before members, and members by id: in one order, so that nobody waits in a ring.
    channels.count(topic.channel_id, topic_count=by, post_count=by * sum(posts.values()))
    for member_id in sorted({*posts, topic.author_id, *answerer}):
        accounts.count(
            member_id,
            post_count=by * posts.get(member_id, 0),
            topic_count=by if member_id == topic.author_id else 0,
            accepted_count=by if member_id in answerer else 0,
        )
    count_tags(topic, by=by)


def _answerer(topic: Topic) -> set[int]:
    """Who wrote the accepted answer, if there is one."""
    query = select(Post.author_id).where(Post.id == topic.answer_id)
    return set(db.session.scalars(query))
