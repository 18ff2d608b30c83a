"""What waves do when two accounts become one."""

from forum.accounts.signals import MembersMerged
from forum.kernel.bus import Listeners
from forum.waves import actions


def hear_merging(signal: MembersMerged) -> None:
    """What the one decided, the other did."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hear_merging)]
