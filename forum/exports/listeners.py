"""What exports do when two accounts become one."""

from forum.accounts.signals import MembersMerged
from forum.exports import actions
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """Whoever the two accounts belong to keeps the copies of both."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hand_over)]
