"""What backups do when two accounts become one."""

from forum.accounts.signals import MembersMerged
from forum.backups import actions
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """What either account asked for, the one that is left asked for."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MembersMerged, hand_over)]
