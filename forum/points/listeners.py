"""What points do when others announce something."""

from forum.accounts.signals import MembersMerged
from forum.channels.signals import ChannelsMerged
from forum.kernel import handover
from forum.kernel.bus import Listeners
from forum.points import actions
from forum.points.models import PointsRule
from forum.sanctions.signals import SanctionBegan, SanctionLifted


def hand_over(signal: MembersMerged) -> None:
    """Count anew what the deeds of both accounts give, now that they are those of one member."""
    actions.hand_over(signal.from_id, signal.into_id)


def keep_decisions(signal: MembersMerged) -> None:
    """Rules that the one account decided about were decided by the other."""
    handover.hand_over(PointsRule.by_id, from_id=signal.from_id, into_id=signal.into_id)


def follow_channel(signal: ChannelsMerged) -> None:
    """What gives points in the one channel gives them in the other."""
    actions.follow_channel(signal.from_id, signal.into_id, signal.admin_id)


def pause(signal: SanctionBegan) -> None:
    """Whoever is shut out earns nothing."""
    actions.pause(signal.sanction_id)


def unpause(signal: SanctionLifted) -> None:
    """What was taken back has kept nothing from anybody."""
    actions.unpause(signal.sanction_id)


ALL: Listeners = [
    (SanctionBegan, pause),
    (SanctionLifted, unpause),
    (MembersMerged, hand_over),
    (MembersMerged, keep_decisions),
    (ChannelsMerged, follow_channel),
]
