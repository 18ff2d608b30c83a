"""What recognition does when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.kernel.bus import Listeners
from forum.recognition import actions


def hear_merging(signal: MembersMerged) -> None:
    """What the one was thanked for, the other was."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Nobody stands in the spotlight, and of thanks only the number is left."""
    actions.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hear_merging), (MemberLeft, hear_leaving)]
