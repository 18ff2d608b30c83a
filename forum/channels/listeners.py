"""What channels do when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.channels import actions
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """Let a member into every channel that either of two accounts belonged to."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Whoever left belongs nowhere, and asks for nothing."""
    actions.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
