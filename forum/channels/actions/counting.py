"""Counters of channels, kept by the database."""

from forum.channels.models import Channel
from forum.kernel import clock, counters
from forum.kernel.unit import action


@action
def count(channel_id: int, *, topic_count: int = 0, post_count: int = 0) -> None:
    """Add to a channel's counters; something added also marks the channel as active now."""
    is_more = topic_count > 0 or post_count > 0
    active = {"active_at": clock.now()} if is_more else {}
    sums = {"topic_count": topic_count, "post_count": post_count}
    counters.add(Channel, channel_id, sums, **active)
