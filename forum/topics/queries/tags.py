"""Finding tags."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from forum.kernel.db import db
from forum.topics.models import ChannelTag, Tag, TopicTag


def tags_of(topic_ids: Collection[int]) -> Mapping[int, Sequence[Tag]]:
    """The tags of each topic in the order of their author, in one query."""
    if not topic_ids:
        return {}
    query = (
        select(TopicTag.topic_id, Tag)
        .join(Tag, Tag.id == TopicTag.tag_id)
        .where(TopicTag.topic_id.in_(topic_ids))
        .order_by(TopicTag.position)
    )
    found: defaultdict[int, list[Tag]] = defaultdict(list)
    for topic_id, tag in db.session.execute(query):
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
