"""What becomes of feedback when accounts become one, or somebody leaves."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.feedback import actions
from forum.kernel.bus import Listeners


def hear_merging(signal: MembersMerged) -> None:
    """What the one said, the other said."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Of what they said only numbers are left."""
    actions.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hear_merging), (MemberLeft, hear_leaving)]
