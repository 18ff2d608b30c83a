"""What members care for, what newcomers are asked, and which topics wait for a first reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import User, Viewer
from forum.channels import policy as doors
from forum.channels.models import Channel, Kind, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.newcomers.models import GreetingOffer, Interest
from forum.topics.models import State, Tag, Topic, TopicTag

BY_ITSELF = 6
MOST_TAGS = 40
TOPICS = 3
FRESH = timedelta(days=60)
FEW_REPLIES = 3
OPEN = (Visibility.PUBLIC, Visibility.MEMBERS)


@dataclass(frozen=True)
class Choice:
    """A channel or a tag that somebody can say they care for."""

    key: str
    name: str
    channel: Channel | None = None


@dataclass(frozen=True)
class Interests:
    """What a member said they care for, as far as it is still there."""

    channels: Sequence[Channel]
    tags: Sequence[Tag]


def interests_of(member: User) -> Interests:
    """The channels that the member may read, and the tags; two queries."""
    rooms = (
        select(Channel)
        .join(Interest, Interest.channel_id == Channel.id)
        .where(Interest.user_id == member.id, doors.readable_by(member))
    )
    tags = select(Tag).join(Interest, Interest.tag_id == Tag.id)
    return Interests(
        db.session.scalars(rooms.order_by(Channel.name)).all(),
        db.session.scalars(tags.where(Interest.user_id == member.id).order_by(Tag.name)).all(),
    )


def chosen_keys(member: User) -> Sequence[str]:
    """The same as the keys of choices."""
    query = select(Interest.channel_id, Interest.tag_id).where(Interest.user_id == member.id)
    return [_key(*row) for row in db.session.execute(query.order_by(Interest.id))]


def choices(viewer: Viewer) -> Sequence[Choice]:
    """What the brand chose to offer, or else what is used most; what the viewer may read."""
    offered = _offered(viewer)
    return offered or [*_used_channels(viewer)[:BY_ITSELF], *_used_tags(viewer)[:BY_ITSELF]]


def all_choices(viewer: Viewer) -> Sequence[Choice]:
    """Everything that could be offered: open channels, and the tags that are used most."""
    return [*_used_channels(viewer), *_used_tags(viewer)]


def offered_keys() -> Sequence[str]:
    """What the brand chose, in its order; empty when it left the choice to the forum."""
    query = select(GreetingOffer.channel_id, GreetingOffer.tag_id).order_by(GreetingOffer.position)
    return [_key(*row) for row in db.session.execute(query)]


def topics_to_answer(viewer: User) -> Sequence[Topic]:
    """Three topics that are good for a first reply: young, open, with few replies.

    From what the viewer cares for, as long as there is any.
    """
    care = _about(interests_of(viewer))
    found = [*_fit(viewer, care)] if care is not None else []
    if len(found) < TOPICS:
        known = {topic.id for topic in found}
        found += [topic for topic in _fit(viewer, None) if topic.id not in known]
    return found[:TOPICS]


def _fit(viewer: User, care: ColumnElement[bool] | None) -> Sequence[Topic]:
    query = (
        select(Topic)
        .join(Topic.channel)
        .where(
            Topic.state == State.PUBLISHED,
            Topic.closed_at.is_(None),
            Topic.answer_id.is_(None),
            Topic.reply_count <= FEW_REPLIES,
            Topic.created_at > clock.now() - FRESH,
            Topic.author_id != viewer.id,
            Channel.kind.in_((Kind.DISCUSSION, Kind.QUESTION)),
            Channel.archived_at.is_(None),
            Channel.replies == "members",
            doors.readable_by(viewer),
            *([] if care is None else [care]),
        )
        .options(contains_eager(Topic.channel), joinedload(Topic.author))
    )
    return db.session.scalars(query.order_by(Topic.bumped_at.desc()).limit(TOPICS)).all()


def _about(interests: Interests) -> ColumnElement[bool] | None:
    if not (interests.channels or interests.tags):
        return None
    tagged = select(TopicTag.topic_id).where(
        TopicTag.tag_id.in_([tag.id for tag in interests.tags])
    )
    rooms = [channel.id for channel in interests.channels]
    return or_(false(), Topic.channel_id.in_(rooms), Topic.id.in_(tagged))


def _offered(viewer: Viewer) -> Sequence[Choice]:
    rooms = (
        select(GreetingOffer.position, Channel)
        .join(Channel, Channel.id == GreetingOffer.channel_id)
        .where(_open_to(viewer))
    )
    tags = select(GreetingOffer.position, Tag).join(Tag, Tag.id == GreetingOffer.tag_id)
    tags = tags.where(Tag.id.in_(_open_tags(viewer)))
    found = [(row[0], _of_channel(row[1])) for row in db.session.execute(rooms)]
    found += [(row[0], _of_tag(row[1])) for row in db.session.execute(tags)]
    return [choice for _, choice in sorted(found, key=lambda one: one[0])]


def _used_channels(viewer: Viewer) -> Sequence[Choice]:
    query = select(Channel).where(_open_to(viewer))
    query = query.order_by(Channel.topic_count.desc(), Channel.position, Channel.id)
    return [_of_channel(channel) for channel in db.session.scalars(query)]


def _used_tags(viewer: Viewer) -> Sequence[Choice]:
    """The tags of open channels; what else carries them does not bring them forward."""
    used = _open_tags(viewer).add_columns(func.count().label("times"))
    counted = used.group_by(TopicTag.tag_id).subquery()
    query = select(Tag).join(counted, counted.c.tag_id == Tag.id)
    query = query.order_by(counted.c.times.desc(), Tag.name)
    return [_of_tag(tag) for tag in db.session.scalars(query.limit(MOST_TAGS))]


def _open_tags(viewer: Viewer) -> Select[int]:
    """The numbers of the tags of topics in open channels, once for each topic."""
    query = select(TopicTag.tag_id).join(Topic, Topic.id == TopicTag.topic_id)
    query = query.join(Channel, Channel.id == Topic.channel_id)
    return query.where(Topic.state == State.PUBLISHED, _open_to(viewer))


def _open_to(viewer: Viewer) -> ColumnElement[bool]:
    """Channels that everybody, or every member, may read and that are in use."""
    return (
        doors.readable_by(viewer)
        & Channel.visibility.in_(OPEN)
        & Channel.archived_at.is_(None)
        & Channel.merged_into_id.is_(None)
    )


def _of_channel(channel: Channel) -> Choice:
    return Choice(_key(channel.id, None), channel.name, channel)


def _of_tag(tag: Tag) -> Choice:
    return Choice(_key(None, tag.id), tag.name)


def _key(channel_id: int | None, tag_id: int | None) -> str:
    return f"c{channel_id}" if channel_id is not None else f"t{tag_id}"
