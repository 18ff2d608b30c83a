"""What the lists of members do when accounts become one, and when doors open or close."""

from forum.accounts.signals import MembersMerged
from forum.channels.signals import ChannelChanged, ChannelsMerged
from forum.home import actions
from forum.kernel.bus import Listeners
from forum.topics.signals import PostsMoved, TopicMoved


def hear_merging(signal: MembersMerged) -> None:
    """Count what came of the posts of both together."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_door(signal: ChannelChanged) -> None:
    """What is said behind a door does not count."""
    if signal.visibility_before != signal.visibility_after:
        actions.owe_recount()


def hear_move(_signal: TopicMoved | PostsMoved | ChannelsMerged) -> None:
    """What was said may stand behind another door now."""
    actions.owe_recount()


ALL: Listeners = [
    (MembersMerged, hear_merging),
    (ChannelChanged, hear_door),
    (ChannelsMerged, hear_move),
    (TopicMoved, hear_move),
    (PostsMoved, hear_move),
]
