"""What becomes of guides when accounts or channels become one, or somebody leaves."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.channels.signals import ChannelsMerged
from forum.guides import actions
from forum.guides.models import GuideRead
from forum.kernel import handover
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """What the one has read, the other has."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """What they had read is nobody's business any more."""
    handover.let_go(GuideRead.user_id, of=signal.user_id)


def follow_channel(signal: ChannelsMerged) -> None:
    """The guides go along with the topics."""
    actions.follow_channel(signal.from_id, signal.into_id)


ALL: Listeners = [
    (MembersMerged, hand_over),
    (MemberLeft, let_go),
    (ChannelsMerged, follow_channel),
]
