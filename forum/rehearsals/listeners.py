"""What rehearsals do when two accounts become one."""

from forum.accounts.signals import MembersMerged
from forum.kernel.bus import Listeners
from forum.rehearsals import actions


def hear_merging(signal: MembersMerged) -> None:
    """What either account asked for, the one that is left asked for."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hear_merging)]
