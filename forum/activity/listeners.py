"""What the log writes down when it hears of things that happen below it."""

from forum.accounts.signals import MemberJoined, MembersMerged
from forum.activity import actions
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel.bus import Listeners, each


def hear_joining(signal: MemberJoined) -> None:
    """Somebody is a member from now on."""
    actions.record(DeedKind.JOINED, signal.user_id, Thing("member", signal.user_id))


def hear_merging(signal: MembersMerged) -> None:
    """What the one did, the other did."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(MemberJoined, each(hear_joining)), (MembersMerged, hear_merging)]
