"""What badges do when they hear of things."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.badges import actions
from forum.channels.signals import ChannelsMerged
from forum.kernel.bus import Listeners
from forum.topics.signals import PostsMoved, TagsMerged, TopicMoved


def hear_merging(signal: MembersMerged) -> None:
    """What the one earned, the other has."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_tags_merged(signal: TagsMerged) -> None:
    """Who knows the one knows the other."""
    actions.merge_tags(signal.from_id, signal.into_id)


def hear_channels_merged(signal: ChannelsMerged) -> None:
    """What asks for the one asks for the other."""
    actions.merge_channels(signal.from_id, signal.into_id)


def hear_move(_signal: TopicMoved | PostsMoved) -> None:
    """What was done there counts elsewhere now."""
    actions.owe_review()


def hear_leaving(signal: MemberLeft) -> None:
    """What staff said of the medals goes; the medals count on, and are nobody's."""
    actions.let_go(signal.user_id)


ALL: Listeners = [
    (MembersMerged, hear_merging),
    (TagsMerged, hear_tags_merged),
    (ChannelsMerged, hear_channels_merged),
    (TopicMoved, hear_move),
    (PostsMoved, hear_move),
    (MemberLeft, hear_leaving),
]
