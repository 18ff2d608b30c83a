"""Finding tags."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import bindparam, select

from forum.kernel.db import db
from forum.topics.models import ChannelTag, Tag, TopicTag

# Put together once, because every page of a topic asks it.
_OF_TOPICS = (
    select(TopicTag.topic_id, Tag)
    .join(Tag, Tag.id == TopicTag.tag_id)
    .where(TopicTag.topic_id.in_(bindparam("topics", expanding=True)))
    .order_by(TopicTag.position)
)


def tags_of(topic_ids: Collection[int]) -> Mapping[int, Sequence[Tag]]:
    """The tags of each topic in the order of their author, in one query."""
    if not topic_ids:
        return {}
    found: defaultdict[int, list[Tag]] = defaultdict(list)
    for topic_id, tag in db.session.execute(_OF_TOPICS, {"topics": list(topic_ids)}):
        found[topic_id].append(tag)
    return found


def tags_named(names: Collection[str]) -> Mapping[str, Tag]:
    """Of these names, the tags that exist."""
    if not names:
        return {}
    return {tag.name: tag for tag in db.session.scalars(select(Tag).where(Tag.name.in_(names)))}


def allowed_in(channel_id: int) -> Sequence[str]:
    """The only tags that a channel takes, by name; empty when it takes all."""
    query = (
        select(Tag.name)
        .join(ChannelTag, ChannelTag.tag_id == Tag.id)
        .where(ChannelTag.channel_id == channel_id)
        .order_by(Tag.name)
    )
    return db.session.scalars(query).all()
