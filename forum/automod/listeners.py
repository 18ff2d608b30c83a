"""What the rules of the house do when they hear of members and of cases."""

from forum.accounts.signals import MembersMerged
from forum.automod import actions, learning
from forum.kernel.bus import Listeners
from forum.moderation.signals import CaseOpened
from forum.topics.queries import POST


def hear_merging(signal: MembersMerged) -> None:
    """What the one changed, the other did."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_case(signal: CaseOpened) -> None:
    """A case about a post comes sooner when it reads like those that were removed."""
    if signal.target_kind == POST:
        learning.weigh(signal.case_id, signal.target_id)


ALL: Listeners = [(MembersMerged, hear_merging), (CaseOpened, hear_case)]
