"""What governance does when accounts become one."""

from forum.accounts.signals import MembersMerged
from forum.governance import actions
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """What the one noted, the other said."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hand_over)]
