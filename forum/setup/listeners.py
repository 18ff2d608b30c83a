"""What set-up does when others announce something."""

from forum.accounts.signals import MembersMerged
from forum.kernel.bus import Listeners
from forum.setup import actions
from forum.site.signals import SiteSetUp


def note_begun(signal: SiteSetUp) -> None:
    """The first page is behind the owner."""
    actions.note_begun(signal.owner_id)


def hand_over(signal: MembersMerged) -> None:
    """What one account set up belongs to the other now."""
    actions.hand_over(signal.from_id, signal.into_id)


ALL: Listeners = [(SiteSetUp, note_begun), (MembersMerged, hand_over)]
