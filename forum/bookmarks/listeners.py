"""What bookmarks do when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.bookmarks import actions
from forum.bookmarks.models import Bookmark
from forum.kernel import handover
from forum.kernel.bus import Listeners


def hand_over(signal: MembersMerged) -> None:
    """Let kept posts be kept by the member to whom their keeper belongs now."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Whoever left keeps nothing."""
    handover.let_go(Bookmark.user_id, of=signal.user_id)


ALL: Listeners = [(MembersMerged, hand_over), (MemberLeft, let_go)]
