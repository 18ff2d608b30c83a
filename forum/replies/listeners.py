"""What saved replies do when others announce something."""

from forum.accounts.signals import MemberLeft, MembersMerged
from forum.answering.signals import TopicReopened
from forum.channels.signals import ChannelsMerged
from forum.kernel.bus import Listeners
from forum.moderation import queries as moderation
from forum.moderation.signals import CaseDecided
from forum.replies import actions


def hear_decision(signal: CaseDecided) -> None:
    """Words to a member may have begun with a saved reply."""
    case = moderation.case_by_id(signal.case_id)
    actions.note_decided(signal.decided_by_id, signal.case_id, case.note)


def hear_reopened(signal: TopicReopened) -> None:
    """A complaint that was closed is open again."""
    actions.note_reopened(signal.topic_id)


def hear_merging(signal: MembersMerged) -> None:
    """What the one did, the other did."""
    actions.hand_over(signal.from_id, signal.into_id)


def hear_leaving(signal: MemberLeft) -> None:
    """Nobody of that name is asked or named any more."""
    actions.let_go(signal.user_id)


def hear_channels_merged(signal: ChannelsMerged) -> None:
    """What fits the one channel fits the other."""
    actions.merge_channels(signal.from_id, signal.into_id)


ALL: Listeners = [
    (CaseDecided, hear_decision),
    (TopicReopened, hear_reopened),
    (MembersMerged, hear_merging),
    (MemberLeft, hear_leaving),
    (ChannelsMerged, hear_channels_merged),
]
