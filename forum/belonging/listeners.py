"""What becomes of the question when accounts become one, or somebody leaves."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.belonging import actions
from forum.belonging.models import BelongingAsk
from forum.kernel import handover
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """Whoever was asked under either name was asked."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Whoever left was never asked."""
    handover.let_go(BelongingAsk.user_id, of=signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
