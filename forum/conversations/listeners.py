"""What imports do when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.conversations import people
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """Let somebody from elsewhere be the member to whom their account belongs now."""
    people.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Nobody can tell who they were elsewhere."""
    people.let_go(signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
