"""Making a text visible, and the two ways in which it stays hidden: held, or rejected."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.topics import queries
from forum.topics.actions import pictures, sums
from forum.topics.actions.locking import lock
from forum.topics.models import Post, PostAddress, State, Topic
from forum.topics.signals import PostHeld, PostPublished, PostRejected, TopicPublished

FACES = 5


@action
def publish(post: Post, *, mentions: Sequence[str] | None = None) -> None:
    """Show the post to all who may read its topic; a first post brings its topic along.

    Mentions are the names in the text, where they are known already. Post, topic and channel
    must be loaded.
    """
    lock(post.topic, post)
    if post.state != State.PUBLISHED:
        _publish(post, mentions=mentions)


def _publish(post: Post, *, mentions: Sequence[str] | None) -> None:
    if post.is_first:
        _open(post.topic, post)
    # Before the rest, so that a post which has just been written is stored in one go.
    _set_state(post, State.PUBLISHED)
    if not post.is_first and post.topic.is_published:
        _stand_last(post)
    if post.topic.is_published:
        sums.count_post(post, post.topic, by=1)
        _tell(post, _mentions(post) if mentions is None else mentions)


def let_out(post: Post, *, reason: str, mentions: Sequence[str] | None = None) -> None:
    """Publish the post, unless it has its moment or there is a reason to wait for a moderator.

    Its topic is locked already, or nobody else knows of it yet.
    """
    if post.is_first and post.topic.publish_at is not None:
        _set_state(post, State.SCHEDULED)
    elif reason:
        hold(post, reason=reason)
    else:
        _publish(post, mentions=mentions)


@action
def hold(post: Post, *, reason: str) -> None:
    """Let the post wait until a moderator has decided; its author sees it meanwhile."""
    _set_state(post, State.HELD)
    db.session.flush()
    moderation.hold("post", post.id, about=post.author, reason=reason)
    announce(PostHeld(post.id, post.author_id, reason))


def wait_again(post: Post) -> None:
    """What was declined waits as it did before; its case is brought back by whoever calls this."""
    _set_state(post, State.HELD)


@action
def reject(post: Post) -> None:
    """Keep the post from everyone but its author and moderators."""
    _set_state(post, State.REJECTED)
    announce(PostRejected(post.id, post.author_id))


def add_face(topic: Topic, author_id: int) -> None:
    """Remember who wrote last, newest first, each person once."""
    others = [face for face in topic.face_ids if face != author_id]
    topic.face_ids = [author_id, *others][:FACES]


def _open(topic: Topic, post: Post) -> None:
    """Let a topic begin: now, when it was scheduled; when it was written, else."""
    if topic.state == State.SCHEDULED:
        topic.created_at = post.created_at = clock.now()
        topic.publish_at = None
    topic.bumped_at = clock.now()
    topic.state = State.PUBLISHED
    topic.people_count = 1
    sums.count_tags(topic, by=1)
    announce(TopicPublished(topic.id, topic.channel_id, topic.author_id))


def _stand_last(post: Post) -> None:
    """Put a reply at the end of its topic, which is locked, and the topic on top of its lists."""
    topic = post.topic
    topic.people_count += 0 if _wrote_here(post) else 1
    topic.reply_count += 1
    topic.bumped_at = clock.now()
    add_face(topic, post.author_id)
    if post.number < topic.last_number:
        _give_new_number(post)


def _give_new_number(post: Post) -> None:
    """Let a reply that waited stand after those that came meanwhile, so that nobody misses it."""
    db.session.add(PostAddress(topic_id=post.topic_id, number=post.number, post_id=post.id))
    post.number = sums.next_number(post.topic)


def _wrote_here(post: Post) -> bool:
    """Whether the author has another post in this topic."""
    given = {"topic": post.topic_id, "author": post.author_id, "number": post.number}
    # A new post need not be stored for this question: it is left out anyway.
    with db.session.no_autoflush:
        return db.session.scalar(_other_posts(), given) is not None


@lru_cache
def _other_posts() -> Select[int]:
    """Made once: everybody who writes needs it."""
    columns: Any = Post.__table__.c
    query = select(columns.id).where(
        columns.topic_id == bindparam("topic"),
        columns.author_id == bindparam("author"),
        columns.state == State.PUBLISHED,
        columns.number != bindparam("number"),
    )
    return query.limit(1)


def _set_state(post: Post, state: State) -> None:
    """A topic's state is that of its first post."""
    post.state = state
    if post.is_first:
        post.topic.state = state
    pictures.settle(post)


def _mentions(post: Post) -> Sequence[str]:
    return queries.as_published(post.body).mentions


def _tell(post: Post, mentions: Sequence[str]) -> None:
    db.session.flush()
    record(post)
    announce(
        PostPublished(
            post.id,
            post.topic_id,
            post.number,
            post.author_id,
            tuple(mentions),
            from_elsewhere=post.origin is not None,
        )
    )


def record(post: Post) -> None:
    """Add to the activity log who wrote here, and for whom."""
    topic = post.topic
    activity.record(
        DeedKind.STARTED if post.is_first else DeedKind.REPLIED,
        post.author_id,
        Thing("post", post.id, topic_id=topic.id, channel_id=topic.channel_id),
        to_id=None if post.is_first else topic.author_id,
        size=len(post.text),
    )
