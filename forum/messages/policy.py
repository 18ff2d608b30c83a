"""Who may write to whom, and what those in a conversation may do. Nobody else reads along."""

from collections.abc import Collection
from dataclasses import dataclass

from forum.accounts import policy as accounts
from forum.accounts.models import User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.messages.models import Message, Reach
from forum.standing import policy as standing
from forum.standing.settings import Limit

# So many messages before and after a reported one the team may read.
AROUND = 3


@dataclass(frozen=True)
class Ties:
    """How somebody stands to the viewer who wants to write to them."""

    reach: Reach = Reach.EVERYBODY
    follows_viewer: bool = False
    has_blocked_viewer: bool = False
    is_blocked_by_viewer: bool = False


def can_have_messages(viewer: Viewer) -> Verdict:
    """Whether the viewer has a list of conversations: every member has, a silenced one too."""
    return ALLOW if viewer.is_member else deny("sign_in_needed")


def can_begin(viewer: Viewer, *, begun_today: int) -> Verdict:
    """Whether the viewer may begin one more conversation now; with whom is asked for each."""
    if viewer.is_guest:
        return deny("sign_in_needed")
    return standing.can_begin_conversation(viewer, begun_today)


def can_write_to(viewer: Viewer, other: User, ties: Ties) -> Verdict:
    """Whether the viewer may begin to talk with somebody, or bring them into a conversation.

    That somebody has blocked the viewer, or takes no messages, is one and the same word.
    """
    if viewer.is_guest:
        return deny("sign_in_needed")
    if viewer.id == other.id:
        return deny("yourself")
    if viewer.is_silenced and not other.is_staff:
        return deny("silenced")
    if viewer.is_staff:
        return ALLOW
    if ties.is_blocked_by_viewer:
        return deny("you_blocked")
    return ALLOW if _takes(ties) else deny("not_reachable")


def offers_to_write(viewer: Viewer, other: User, ties: Ties) -> bool:
    """Whether the viewer is shown a way to write to somebody.

    That they are not reachable is told at sending: a missing way would tell of a block.
    """
    verdict = can_write_to(viewer, other, ties)
    return verdict.allowed or verdict.reason == "not_reachable"


def most_people(viewer: Viewer) -> int:
    """To how many others the viewer may write in one conversation that they begin or widen."""
    return standing.limit(viewer, Limit.PEOPLE)


def can_reply(viewer: Viewer, others: Collection[User], ties: Collection[Ties]) -> Verdict:
    """Whether the viewer may write to those who are in the conversation beside them."""
    if not others:
        return deny("nobody_here")
    if viewer.is_silenced and not all(other.is_staff for other in others):
        return deny("silenced")
    return _goes_on(viewer, ties)


def can_send(viewer: Viewer) -> Verdict:
    """Whether a text is taken now: not before guidelines that changed were agreed to."""
    return accounts.has_agreed(viewer)


def can_edit(viewer: Viewer, message: Message, ties: Collection[Ties]) -> Verdict:
    """Whether the viewer may still change the message: new words in an old one are words too.

    ties  how those stand to the viewer who are in the conversation beside them
    """
    verdict = can_delete(viewer, message)
    if not verdict:
        return verdict
    if viewer.is_silenced:
        return deny("silenced")
    between = _goes_on(viewer, ties) if ties else ALLOW
    if not between:
        return between
    return standing.can_change_still(viewer, message.created_at)


def can_delete(viewer: Viewer, message: Message) -> Verdict:
    """Whether the viewer may take the message away: who wrote it may, at any time."""
    if viewer.is_guest or message.author_id != viewer.id:
        return deny("not_yours")
    return deny("message_deleted") if message.is_deleted else ALLOW


def can_report(viewer: Viewer, message: Message) -> Verdict:
    """Whether the viewer may show the message to the team: one that somebody else wrote."""
    if message.is_deleted:
        return deny("message_deleted")
    return ALLOW if message.author_id != viewer.id else deny("own_message")


def _goes_on(viewer: Viewer, ties: Collection[Ties]) -> Verdict:
    """Whether no block has ended the talk."""
    if viewer.is_staff:
        return ALLOW
    if all(tie.is_blocked_by_viewer for tie in ties):
        return deny("you_blocked")
    # Among several people a block is between two of them; where only those are, it ends the talk.
    if all(tie.has_blocked_viewer for tie in ties):
        return deny("not_reachable")
    return ALLOW


def _takes(ties: Ties) -> bool:
    """Whether somebody takes a conversation from a viewer who stands to them like this."""
    if ties.has_blocked_viewer or ties.reach == Reach.NOBODY:
        return False
    return ties.reach == Reach.EVERYBODY or ties.follows_viewer
