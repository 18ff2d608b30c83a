"""What standing does when others announce something."""

from forum.accounts.signals import MembersMerged, RoleChanged
from forum.kernel.bus import Listeners
from forum.standing import actions


def hand_over(signal: MembersMerged) -> None:
    """What both accounts did, one member did."""
    actions.hand_over(signal.from_id, signal.into_id)


def look_again(signal: RoleChanged) -> None:
    """Who is no longer of the team stands where their deeds have taken them."""
    actions.look_at([signal.user_id])


ALL: Listeners = [(MembersMerged, hand_over), (RoleChanged, look_again)]
