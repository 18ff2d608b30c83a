"""What members' pages do when others announce something."""

from forum.accounts.signals import MembersMerged
from forum.kernel.bus import Listeners
from forum.members import actions


def hand_over(signal: MembersMerged) -> None:
    """Show on the page that stays what it took over from the other one."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hand_over)]
