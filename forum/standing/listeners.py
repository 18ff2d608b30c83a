"""What standing does when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged, RoleChanged
from forum.kernel import handover
from forum.kernel.bus import Listeners
from forum.standing import actions
from forum.standing.models import StandingState


def hand_over(signal: MembersMerged) -> None:
    """What both accounts did, one member did."""
    actions.hand_over(signal.from_id, signal.into_id)


def look_again(signal: RoleChanged) -> None:
    """Who is no longer of the team stands where their deeds have taken them."""
    actions.look_at([signal.user_id])


def let_go(signal: MemberLeft) -> None:
    """Nobody stands anywhere any more."""
    handover.let_go(StandingState.user_id, of=signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (RoleChanged, look_again), (MemberLeft, let_go)]
