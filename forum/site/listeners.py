"""What the site does when others announce something."""

from forum.accounts.signals import MembersMerged
from forum.kernel.bus import Listeners
from forum.site import actions


def hand_over(signal: MembersMerged) -> None:
    """Let what one account chose count as chosen by the member it belongs to now."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hand_over)]
