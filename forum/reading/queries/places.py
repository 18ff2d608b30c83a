"""Places in a topic to jump to, and how far a member has come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, func, select

from forum.accounts.models import User, Viewer
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.kernel.policy import NotFound
from forum.kernel.prepared import Prepared, values
from forum.reading import policy
from forum.reading.models import ChannelLevel, Level, Position
from forum.reading.queries.unread import since
from forum.topics.models import Post, State, Topic


@dataclass(frozen=True)
class Standing:
    """Where a member stands in a topic, in post numbers, and how closely they follow it."""

    last_read: int
    last: int
    level: Level
    # Chosen for the topic itself, and not taken over from its channel.
    is_own: bool

    @property
    def is_read(self) -> bool:
        """Whether nothing is left to read."""
        return self.last_read >= self.last


def standing_in(viewer: User, topic: Topic) -> Standing:
    """How far the member has read, and the level that counts, in one query."""
    found = _STANDING.of(viewer).rows(**values(viewer, topic_id=topic.id))
    last_read, last, own, channel_level = found[0]
    level = Level(own or channel_level or Level.NORMAL)
    return Standing(last_read, last or 1, level, is_own=own is not None)


def readable_channel(viewer: Viewer, channel_id: int) -> Channel:
    """The channel if the viewer may read its topics. Raises NotFound."""
    query = select(Channel).where(Channel.id == channel_id, channels.readable_by(viewer))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def level_in(viewer: Viewer, channel: Channel) -> Level:
    """How closely the viewer follows the channel."""
    query = select(ChannelLevel.level).where(
        ChannelLevel.user_id == viewer.id, ChannelLevel.channel_id == channel.id
    )
    return Level(db.session.scalar(query) or Level.NORMAL)


def first_unread(viewer: Viewer, topic: Topic) -> int:
    """The number of the post to go on with: the first unread one, or the last when all is read.

    Who never opened the topic, and caught up over its beginning, goes on with what came since.
    """
    if not isinstance(viewer, User):
        return 1
    columns = select(policy.last_read(), since(viewer))
    query = policy.standing(columns.select_from(Topic), viewer)
    last_read, caught_up_at = db.session.execute(query.where(Topic.id == topic.id)).one()
    if last_read:
        return _first(topic, Post.number > last_read) or last_number(topic)
    if topic.created_at > caught_up_at:
        return 1
    return _first(topic, Post.created_at > caught_up_at) or 1


def on_date(topic: Topic, start: datetime) -> int:
    """The number of the first post from this moment on, or the last one when there is none."""
    query = _published(topic).where(Post.created_at >= start)
    number = db.session.scalar(query.order_by(Post.created_at, Post.number).limit(1))
    return number or last_number(topic)


def last_number(topic: Topic) -> int:
    """The number of the newest published post."""
    query = _published(topic).order_by(Post.number.desc()).limit(1)
    return db.session.scalar(query) or 1


def _first(topic: Topic, condition: ColumnElement[bool]) -> int | None:
    query = _published(topic).where(condition).order_by(Post.number).limit(1)
    return db.session.scalar(query)


def _published(topic: Topic) -> Select[int]:
    """Those that readers see; what opens a standing topic is no message."""
    first = 2 if topic.is_standing else 1
    here = Post.topic_id == topic.id, Post.state == State.PUBLISHED
    return select(Post.number).where(*here, Post.number >= first)


def _standing(viewer: User) -> Direct:
    here: BindParameter[int] = bindparam("topic_id", type_=Integer)
    newest = select(func.max(Post.number)).where(
        Post.topic_id == here, Post.state == State.PUBLISHED
    )
    columns = select(
        policy.last_read(), newest.scalar_subquery(), Position.level, ChannelLevel.level
    )
    return Direct(policy.standing(columns.select_from(Topic), viewer).where(Topic.id == here))


_STANDING = Prepared(_standing)
