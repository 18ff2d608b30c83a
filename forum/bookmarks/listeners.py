"""What bookmarks do when others announce something."""

from forum.accounts.signals import MembersMerged
from forum.bookmarks import actions
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """Let kept posts be kept by the member to whom their keeper belongs now."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hand_over)]
