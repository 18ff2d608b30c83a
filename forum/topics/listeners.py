"""What topics do when channels and members change."""

from forum.accounts import farewell
from forum.accounts.signals import MemberLeft, MembersMerged
from forum.channels.signals import ChannelChanged, ChannelCreated, ChannelsMerged
from forum.kernel.bus import Listeners
from forum.sanctions.models import Content
from forum.sanctions.signals import AccountClosed, AccountReopened
from forum.topics import actions
from forum.topics.actions import removals


def follow_channel(signal: ChannelsMerged) -> None:
    """Bring the topics of a channel into the one that took it in."""
    actions.follow_channel(signal.from_id, signal.into_id)


def hand_over(signal: MembersMerged) -> None:
    """Let what one account wrote be written by the member it belongs to now."""
    actions.hand_over(signal.from_id, signal.into_id)


def stand(signal: ChannelCreated | ChannelChanged) -> None:
    """Let a live channel have the topic that holds its messages, under the name it has now."""
    actions.stand(signal.channel_id, signal.admin_id)


def let_go(signal: MemberLeft) -> None:
    """What nobody has read yet, nobody will."""
    actions.let_go(signal.user_id, trace=farewell.trace())


def hide_removed(signal: AccountClosed) -> None:
    """Take the texts of who was removed out of sight, when that was chosen."""
    if signal.content == Content.HIDDEN:
        removals.owe(removals.HIDE_JOB, signal.sanction_id)


def show_removed(signal: AccountReopened) -> None:
    """Bring back what went out of sight with a removal."""
    if signal.content == Content.HIDDEN:
        removals.owe(removals.SHOW_JOB, signal.sanction_id)


ALL: Listeners = [
    (AccountClosed, hide_removed),
    (AccountReopened, show_removed),
    (ChannelCreated, stand),
    (ChannelChanged, stand),
    (ChannelsMerged, follow_channel),
    (MembersMerged, hand_over),
    (MemberLeft, let_go),
]
