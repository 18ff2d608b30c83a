"""What members' pages do when others announce something."""

from forum.accounts.signals import MembersMerged, RoleChanged
from forum.kernel.bus import Listeners
from forum.members import actions


def hand_over(signal: MembersMerged) -> None:
    """Show on the page that stays what it took over from the other one."""
    actions.hand_over(signal.from_id, signal.into_id)
    actions.hand_over_people(signal.from_id, signal.into_id)


def hear_role(signal: RoleChanged) -> None:
    """Who came to the team is heard by everybody."""
    actions.lift_blocks_of_staff(signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (RoleChanged, hear_role)]
