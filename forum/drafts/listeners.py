"""What drafts do when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.drafts import actions
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """Let unsent texts belong to the member to whom their writer belongs now."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Nobody will send what was not sent."""
    actions.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
