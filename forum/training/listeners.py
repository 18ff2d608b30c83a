"""What training does when accounts become one, and when somebody leaves."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.kernel.bus import Listeners
from forum.training import actions


def hand_over(signal: MembersMerged) -> None:
    """What the one account passed, the other has."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Nothing of what they answered is kept."""
    actions.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
