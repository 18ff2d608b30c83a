"""Reading tags for those who care for them: how much each is used, and what it was called."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_

from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page
from forum.kernel.policy import NotFound
from forum.topics.models import ChannelTag, Tag, TagAddress, Topic, TopicTag


@dataclass(frozen=True)
class TagLine:
    """A tag, and how many channels name it in their rules."""

    tag: Tag
    channel_count: int


@dataclass(frozen=True)
class Usage:
    """Everything that a tag is part of."""

    # Topics of every state: one that was deleted can come back with its tags.
    topic_count: int
    channels: Sequence[Channel]
    old_names: Sequence[str]

    @property
    def is_free(self) -> bool:
        """Whether nothing would miss the tag."""
        return not self.topic_count and not self.channels


def tag_lines(*, sought: str = "", after: Cursor | None = None) -> Page[TagLine]:
    """Tags with the sought letters in their names, the most used first."""
    ruled = select(func.count()).where(ChannelTag.tag_id == Tag.id).scalar_subquery()
    query = select(Tag, ruled).order_by(Tag.topic_count.desc(), Tag.id.desc())
    if sought:
        query = query.where(Tag.name.contains(sought, autoescape=True))
    if after:
        query = query.where(tuple_(Tag.topic_count, Tag.id) < tuple_(after.value, after.id))
    found = [TagLine(*row) for row in db.session.execute(query.limit(PAGE_SIZE + 1))]
    items = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    last = items[-1].tag if items else None
    return Page(items, Cursor(last.topic_count, last.id).encode() if more and last else None)


def tag_by_id(tag_id: int) -> Tag:
    """One tag. Raises NotFound."""
    found = db.session.get(Tag, tag_id)
    if found is None:
        raise NotFound
    return found


def held_tags(tag_ids: Collection[int]) -> Mapping[int, Tag]:
    """The tags as they are now; until the transaction ends nobody puts them on a topic."""
    query = select(Tag).where(Tag.id.in_(tag_ids)).order_by(Tag.id).with_for_update()
    fresh = db.session.scalars(query.execution_options(populate_existing=True))
    return {tag.id: tag for tag in fresh}


def usage_of(tag: Tag) -> Usage:
    """What carries the tag, which channels name it, and what it was called before."""
    carried = select(func.count()).where(TopicTag.tag_id == tag.id)
    rooms = (
        select(Channel)
        .join(ChannelTag, ChannelTag.channel_id == Channel.id)
        .where(ChannelTag.tag_id == tag.id)
        .order_by(Channel.name)
    )
    names = select(TagAddress.name).where(TagAddress.tag_id == tag.id).order_by(TagAddress.name)
    return Usage(
        topic_count=db.session.scalar(carried) or 0,
        channels=db.session.scalars(rooms).all(),
        old_names=db.session.scalars(names).all(),
    )


def new_names(old_names: Collection[str]) -> Mapping[str, str]:
    """Of these names, those that belong to tags of other names now, with the names of today."""
    if not old_names:
        return {}
    query = (
        select(TagAddress.name, Tag.name)
        .join(Tag, Tag.id == TagAddress.tag_id)
        .where(TagAddress.name.in_(old_names))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def ruled_channels() -> Mapping[int, int]:
    """How many tags each channel names, for those that name any."""
    query = select(ChannelTag.channel_id, func.count()).group_by(ChannelTag.channel_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def tags_in(channel: Channel, *, most: int = 30) -> Sequence[str]:
    """The tags that topics of the channel carry, the most frequent first."""
    count = func.count()
    query = (
        select(Tag.name)
        .join(TopicTag, TopicTag.tag_id == Tag.id)
        .join(Topic, Topic.id == TopicTag.topic_id)
        .where(Topic.channel_id == channel.id)
        .group_by(Tag.name)
        .order_by(count.desc(), Tag.name)
        .limit(most)
    )
    return db.session.scalars(query).all()


def ambiguous_names() -> Sequence[str]:
    """Old names under which another tag stands today: one address would lead to two places."""
    query = select(TagAddress.name).join(Tag, Tag.name == TagAddress.name)
    return db.session.scalars(query).all()
