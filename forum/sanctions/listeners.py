"""What sanctions do when accounts become one, and when a member leaves."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.kernel.bus import Listeners
from forum.sanctions import actions


def hand_over(signal: MembersMerged) -> None:
    """What keeps somebody from writing is not shaken off by a second account."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Nothing that was said of somebody who left is kept."""
    actions.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
