"""What newcomers do when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.channels.signals import ChannelsMerged
from forum.kernel.bus import Listeners
from forum.newcomers import actions
from forum.topics.signals import TagsMerged


def hear_merging(signal: MembersMerged) -> None:
    """What the one has, the other has."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Their links bring nobody any more, and nobody waits for them."""
    actions.let_go(signal.user_id)


def hear_channels_merged(signal: ChannelsMerged) -> None:
    """What was said of the one channel is said of the other."""
    actions.merge_channels(signal.from_id, signal.into_id)


def hear_tags_merged(signal: TagsMerged) -> None:
    """Who cares for the one tag cares for the other."""
    actions.merge_tags(signal.from_id, signal.into_id)


ALL: Listeners = [
    (MembersMerged, hear_merging),
    (MemberLeft, hear_leaving),
    (ChannelsMerged, hear_channels_merged),
    (TagsMerged, hear_tags_merged),
]
