"""How closely members follow channels and topics."""

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.reading import policy, queries
from forum.reading.models import ChannelLevel, Level, Position
from forum.reading.signals import LevelChosen
from forum.topics.models import Topic


@action
def follow_topic(member: User, topic: Topic, level: Level) -> None:
    """Let this level hold for the topic, whatever the channel's is."""
    require(policy.can_keep(member))
    row = insert(Position).values(user_id=member.id, topic_id=topic.id, last_read=0, level=level)
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=["user_id", "topic_id"], set_={"level": row.excluded.level}
        )
    )
    queries.forget_counts()
    announce(LevelChosen(member.id, level))


@action
def follow_channel(member: User, channel: Channel, level: Level) -> None:
    """Let this level hold for the channel and for its topics without one of their own."""
    require(policy.can_keep(member))
    row = insert(ChannelLevel).values(user_id=member.id, channel_id=channel.id, level=level)
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=["user_id", "channel_id"], set_={"level": row.excluded.level}
        )
    )
    queries.forget_counts()
    announce(LevelChosen(member.id, level))
