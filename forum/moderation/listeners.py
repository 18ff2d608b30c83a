"""What moderation does when somebody waits at the door of the site."""

from forum.accounts import queries as accounts
from forum.accounts.signals import MemberJoined, MembersMerged, MemberWaits
from forum.kernel.bus import Listeners
from forum.moderation import actions


def open_case(signal: MemberWaits) -> None:
    """Ask staff about somebody who has signed up."""
    user = accounts.member_by_id(signal.user_id)
    if user is not None:
        actions.hold("member", user.id, about=user, reason="approval")


def close_case(signal: MemberJoined) -> None:
    """Who has come in some other way needs no decision."""
    actions.withdraw("member", signal.user_id)


def hand_over(signal: MembersMerged) -> None:
    """Let cases follow the person they are about."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [
    (MemberWaits, open_case),
    (MemberJoined, close_case),
    (MembersMerged, hand_over),
]
