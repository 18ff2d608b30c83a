"""What reactions do when others announce something."""

from forum.accounts.signals import MembersMerged
from forum.kernel.bus import Listeners
from forum.reactions import actions


def hand_over(signal: MembersMerged) -> None:
    """Let reactions be those of the member to whom their giver belongs now."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hand_over)]
