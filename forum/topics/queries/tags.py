"""Finding tags."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import bindparam, select

from forum.kernel.db import db
from forum.kernel.direct import Copies, Direct
from forum.topics.models import ChannelTag, Tag, TopicTag

_TAGS = Copies(Tag)
_OF_TOPICS = Direct(
    select(TopicTag.topic_id, *_TAGS.columns)
    .join(Tag, Tag.id == TopicTag.tag_id)
    .where(TopicTag.topic_id.in_(bindparam("topics", expanding=True)))
    .order_by(TopicTag.position)
)


def tags_of(topic_ids: Collection[int]) -> Mapping[int, Sequence[Tag]]:
    """The tags of each topic in the order of their author, in one query."""
    if not topic_ids:
        return {}
    found: defaultdict[int, list[Tag]] = defaultdict(list)
    for row in _OF_TOPICS.rows(topics=list(topic_ids)):
        found[row[0]].append(_TAGS.make(row[1:]))
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
