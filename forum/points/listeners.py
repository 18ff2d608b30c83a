"""What points do when others announce something."""

from forum.accounts.signals import MembersMerged
from forum.channels.signals import ChannelsMerged
from forum.kernel import handover
from forum.kernel.bus import Listeners
from forum.points import actions
from forum.points.models import PointsRule


def hand_over(signal: MembersMerged) -> None:
    """Count anew what the deeds of both accounts give, now that they are those of one member."""
    actions.hand_over(signal.from_id, signal.into_id)


def keep_decisions(signal: MembersMerged) -> None:
    """Rules that the one account decided about were decided by the other."""
    handover.hand_over(PointsRule.by_id, from_id=signal.from_id, into_id=signal.into_id)


def follow_channel(signal: ChannelsMerged) -> None:
    """What gives points in the one channel gives them in the other."""
    actions.follow_channel(signal.from_id, signal.into_id, signal.admin_id)


ALL: Listeners = [
    (MembersMerged, hand_over),
    (MembersMerged, keep_decisions),
    (ChannelsMerged, follow_channel),
]
