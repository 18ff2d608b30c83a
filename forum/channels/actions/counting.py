"""Counters of channels, kept by the database."""

from sqlalchemy import update

from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action


@action
def count(channel_id: int, *, topic_count: int = 0, post_count: int = 0) -> None:
    """Add to a channel's counters; something added also marks the channel as active now."""
    changes: dict[str, object] = {
        "topic_count": Channel.topic_count + topic_count,
        "post_count": Channel.post_count + post_count,
    }
    if topic_count > 0 or post_count > 0:
        changes["active_at"] = clock.now()
    db.session.execute(update(Channel).where(Channel.id == channel_id).values(**changes))
