"""What tiers do when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.channels.signals import ChannelsMerged
from forum.kernel import handover
from forum.kernel.bus import Listeners
from forum.tiers import actions
from forum.tiers.models import TierBenefit, TierMembership, TierTask


def hear_merging(signal: MembersMerged) -> None:
    """What the one holds, the other holds."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_channels_merged(signal: ChannelsMerged) -> None:
    """What opened the one door opens the other."""
    handover.hand_over(TierBenefit.channel_id, from_id=signal.from_id, into_id=signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Whoever left holds nothing, and is owed nothing."""
    handover.let_go(TierTask.user_id, TierMembership.user_id, of=signal.user_id)


ALL: Listeners = [
    (MembersMerged, hear_merging),
    (MemberLeft, hear_leaving),
    (ChannelsMerged, hear_channels_merged),
]
