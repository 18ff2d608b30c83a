"""What the rules of the house do when they hear of members."""

from forum.accounts.signals import MembersMerged
from forum.automod import actions
from forum.kernel.bus import Listeners


def hear_merging(signal: MembersMerged) -> None:
    """What the one changed, the other did."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hear_merging)]
