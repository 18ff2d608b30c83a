"""What commerce does when others announce something."""

from forum.accounts.signals import (
    AddressConfirmed,
    EmailChanged,
    MemberJoined,
    MemberLeft,
    MembersMerged,
)
from forum.commerce.actions import members
from forum.kernel.bus import Listeners, each


def hear_of_address(signal: AddressConfirmed | EmailChanged | MemberJoined) -> None:
    """What was ordered with the address is theirs."""
    members.link(signal.user_id)


def hear_merging(signal: MembersMerged) -> None:
    """What the one bought, the other bought."""
    members.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Whoever left bought nothing that anybody could say of them."""
    members.let_go(signal.user_id)


ALL: Listeners = [
    (AddressConfirmed, hear_of_address),
    (EmailChanged, hear_of_address),
    (MemberJoined, each(hear_of_address)),
    (MembersMerged, hear_merging),
    (MemberLeft, hear_leaving),
]
