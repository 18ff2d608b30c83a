"""What stands beside the lists: a few subjects of these days, and questions nobody has answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.accounts.models import Viewer
from forum.channels import policy as channels
from forum.channels.models import Channel, Kind
from forum.home.queries.tags import TagCount
from forum.kernel.direct import Direct
from forum.kernel.prepared import Prepared, values
from forum.members import queries as members
from forum.topics.models import State, Tag, Topic, TopicTag

# So many of the liveliest topics are looked at for the subjects of these days.
AMONG = 200
MOST_TAGS = 12
MOST_QUESTIONS = 4


@dataclass(frozen=True)
class Question:
    """A question without a reply."""

    id: int
    title: str
    slug: str
    created_at: datetime
    channel_name: str
    channel_hue: int


def lively_tags(viewer: Viewer) -> tuple[TagCount, ...]:
    """The tags of the liveliest topics, the most frequent first."""
    return tuple(TagCount(*row) for row in _TAGS.of(viewer).rows(**values(viewer)))


def lonely_questions(viewer: Viewer) -> Sequence[Question]:
    """The newest open questions to which nobody has said anything."""
    return [Question(*row) for row in _QUESTIONS.of(viewer).rows(**values(viewer))]


def _lively_tags(viewer: Viewer) -> Direct:
    liveliest = (
        select(Topic.id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(Topic.state == State.PUBLISHED, channels.readable_by(viewer))
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
        .limit(AMONG)
        .subquery()
    )
    count = func.count(TopicTag.topic_id)
    return Direct(
        select(Tag.id, Tag.name, count)
        .join(TopicTag, TopicTag.tag_id == Tag.id)
        .join(liveliest, liveliest.c.id == TopicTag.topic_id)
        .group_by(Tag.id, Tag.name)
        .order_by(count.desc(), Tag.name)
        .limit(MOST_TAGS)
    )


def _lonely_questions(viewer: Viewer) -> Direct:
    return Direct(
        select(Topic.id, Topic.title, Topic.slug, Topic.created_at, Channel.name, Channel.hue)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(
            Topic.state == State.PUBLISHED,
            Topic.reply_count == 0,
            Topic.closed_at.is_(None),
            Channel.kind == Kind.QUESTION,
            channels.readable_by(viewer),
            members.not_by_blocked(viewer, Topic.author_id),
        )
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
        .limit(MOST_QUESTIONS)
    )


_TAGS, _QUESTIONS = Prepared(_lively_tags), Prepared(_lonely_questions)
