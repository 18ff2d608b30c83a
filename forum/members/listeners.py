"""What members' pages do when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged, RoleChanged
from forum.kernel import handover
from forum.kernel.bus import Listeners
from forum.members import actions
from forum.members.models import MemberBlock, MemberFollow


def hand_over(signal: MembersMerged) -> None:
    """Show on the page that stays what it took over from the other one."""
    actions.hand_over(signal.from_id, signal.into_id)
    actions.hand_over_people(signal.from_id, signal.into_id)


def hear_role(signal: RoleChanged) -> None:
    """Who came to the team is heard by everybody."""
    actions.lift_blocks_of_staff(signal.user_id)


def let_go(signal: MemberLeft) -> None:
    """Their page shows no picture any more; nobody follows or blocks somebody who left."""
    actions.let_go(signal.user_id)
    people = (MemberFollow, MemberBlock)
    columns = [column for table in people for column in (table.who_id, table.whom_id)]
    handover.let_go(*columns, of=signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (RoleChanged, hear_role), (MemberLeft, let_go)]
