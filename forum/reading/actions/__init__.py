"""Every change to what members have read and follow."""

from forum.reading.actions.following import follow_channel, follow_topic
from forum.reading.actions.handing_over import hand_over
from forum.reading.actions.moving import carry_positions, merge_levels
from forum.reading.actions.positions import catch_up, catch_up_in, keep_positions, note_own_posts
from forum.reading.actions.visits import count_visits, purge_visits

__all__ = [
    "carry_positions",
    "catch_up",
    "catch_up_in",
    "count_visits",
    "follow_channel",
    "follow_topic",
    "hand_over",
    "keep_positions",
    "merge_levels",
    "note_own_posts",
    "purge_visits",
]
