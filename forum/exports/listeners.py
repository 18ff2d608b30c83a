"""What exports do when two accounts become one."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.exports import actions
from forum.exports.models import DataCopy
from forum.kernel import handover
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """Whoever the two accounts belong to keeps the copies of both."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Nobody can fetch the copies any more."""
    handover.let_go(DataCopy.user_id, of=signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
