"""What topics do when channels change."""

from forum.channels.signals import ChannelsMerged
from forum.kernel.bus import Listeners
from forum.topics import actions


def follow_channel(signal: ChannelsMerged) -> None:
    """Bring the topics of a channel into the one that took it in."""
    actions.follow_channel(signal.from_id, signal.into_id)


ALL: Listeners = [(ChannelsMerged, follow_channel)]
