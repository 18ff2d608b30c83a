"""What appeals do when accounts become one, and when a member leaves."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.appeals import actions
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """What was asked by the one account is asked by the other."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Nothing that somebody wrote who left is kept, and nothing of theirs waits."""
    actions.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
