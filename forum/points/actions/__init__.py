"""Every write of points."""

from forum.points.actions.deciding import Terms, adjust, change_rule, follow_channel
from forum.points.actions.pairing import note_pairs
from forum.points.actions.pausing import pause, unpause
from forum.points.actions.settling import hand_over, rebuild, settle

__all__ = [
    "Terms",
    "adjust",
    "change_rule",
    "follow_channel",
    "hand_over",
    "note_pairs",
    "pause",
    "rebuild",
    "settle",
    "unpause",
]
