"""Reading the messages of a live channel: the newest, those around one, and those that left."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from forum.accounts.models import Viewer
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.topics import policy
from forum.topics.models import Post, PostAddress, State, Topic

MESSAGES = 50


@dataclass(frozen=True)
class Helping:
    """Some messages in their order, and whether there are others before and after them."""

    posts: Sequence[Post]
    has_earlier: bool
    has_later: bool


@dataclass(frozen=True)
class Lifted:
    """Messages that left for a topic: the first number they had, how many, and where they went."""

    number: int
    count: int
    topic_id: int
    title: str
    slug: str
    # Nothing is told of a place that the viewer may not know of.
    is_known: bool


def standing_topic(channel: Channel) -> Topic | None:
    """The topic that holds the messages of a live channel, whoever asks."""
    query = select(Topic).where(Topic.channel_id == channel.id, Topic.standing_since.is_not(None))
    return db.session.scalar(query)


def stream_of(viewer: Viewer, channel: Channel) -> Topic:
    """The standing topic with its channel and author, as the viewer may see it. Raises NotFound."""
    query = (
        select(Topic)
        .join(Topic.channel)
        .where(
            Topic.channel_id == channel.id,
            Topic.standing_since.is_not(None),
            policy.topics_visible_to(viewer),
        )
        .options(contains_eager(Topic.channel), joinedload(Topic.author))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def published_in(topic: Topic) -> Select[Post]:
    """The posts of a topic that all its readers see; the caller orders them."""
    return select(Post).where(Post.topic_id == topic.id, Post.state == State.PUBLISHED)


def latest_messages(viewer: Viewer, topic: Topic) -> Helping:
    """The newest messages."""
    found = _before(viewer, topic, Post.number > 1)
    return Helping(found[-MESSAGES:], has_earlier=len(found) > MESSAGES, has_later=False)


def messages_before(viewer: Viewer, topic: Topic, number: int) -> Helping:
    """Those that stand before this number."""
    found = _before(viewer, topic, Post.number > 1, Post.number < number)
    return Helping(found[-MESSAGES:], has_earlier=len(found) > MESSAGES, has_later=True)


def messages_from(viewer: Viewer, topic: Topic, number: int) -> Helping:
    """This message and those after it; a few before it come along, so that it can be understood."""
    earlier = _before(viewer, topic, Post.number > 1, Post.number < number)
    context = earlier[-(MESSAGES // 5) :]
    query = _placed(viewer, topic).where(Post.number >= max(2, number)).order_by(Post.number)
    found = _dressed(query.limit(MESSAGES + 1), topic)
    return Helping(
        [*context, *found[:MESSAGES]],
        has_earlier=len(earlier) > len(context),
        has_later=len(found) > MESSAGES,
    )


def posts_numbered(viewer: Viewer, topic: Topic, *, first: int, last: int) -> Sequence[Post]:
    """The posts with these numbers and traces of deleted ones, with their authors."""
    query = _placed(viewer, topic).where(Post.number.between(first, last))
    return _dressed(query.order_by(Post.number), topic)


def lifted_from(viewer: Viewer, topic: Topic, *, first: int, last: int) -> Sequence[Lifted]:
    """What left from between these numbers, by the topic it is in now."""
    here = (PostAddress.topic_id == topic.id, PostAddress.number.between(first, last))
    known = policy.topics_visible_to(viewer)
    query = (
        select(func.min(PostAddress.number), func.count(), Topic.id, Topic.title, Topic.slug, known)
        .join(Post, Post.id == PostAddress.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        # A reply that waited for review stands further down in the same stream.
        .where(*here, Topic.id != topic.id)
        .group_by(Topic.id, Topic.title, Topic.slug, Channel.id)
        .order_by(func.min(PostAddress.number))
    )
    return [Lifted(*row[:5], is_known=bool(row[5])) for row in db.session.execute(query)]


def _before(viewer: Viewer, topic: Topic, *only: ColumnElement[bool]) -> Sequence[Post]:
    """The last messages that fit, in their order; one more than a helping when there are more."""
    query = _placed(viewer, topic).where(*only).order_by(Post.number.desc())
    return _dressed(query.limit(MESSAGES + 1), topic)[::-1]


def _placed(viewer: Viewer, topic: Topic) -> Select[Post]:
    query = select(Post).where(Post.topic_id == topic.id, policy.posts_placed_for(viewer))
    return query.options(joinedload(Post.author))


def _dressed(query: Select[Post], topic: Topic) -> list[Post]:
    """The posts with their topic, which is loaded already."""
    found = list(db.session.scalars(query))
    for post in found:
        set_committed_value(post, "topic", topic)
    return found
