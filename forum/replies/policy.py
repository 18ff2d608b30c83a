"""Who writes saved replies, who uses them, and what must be there before a text goes out."""

from datetime import datetime, timedelta

from forum.accounts.models import User, Viewer
from forum.answering.models import Kind
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.replies import variables
from forum.replies.models import Complaint, SavedReply, SavedReplyUse
from forum.replies.settings import STALE_DAYS

# So many characters beside the saved text are a personal line.
PERSONAL_LINE = 20


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer may read, write and archive saved replies: the whole team may."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_use(viewer: Viewer, reply: SavedReply, *, looks_after: bool) -> Verdict:
    """Whether the viewer may put it into a text: who looks after the place it goes to."""
    if not looks_after:
        return deny("staff_only")
    return deny("reply_archived") if reply.is_archived else ALLOW


def can_answer(viewer: Viewer, use: SavedReplyUse) -> Verdict:
    """Whether the viewer may say that it solved it, or not: who was answered; once."""
    if viewer.is_guest or use.member_id != viewer.id:
        return deny("not_yours")
    if use.asked_at is None:
        return deny("not_yours")
    return deny("said_already") if use.solved is not None else ALLOW


def can_tend(
    viewer: Viewer, kind: str | None, begun: Complaint | None, *, looks_after: bool
) -> Verdict:
    """Whether the viewer works on a complaint: who looks after its topic.

    What was begun, such as a promise, can be ended though the topic is of another kind by now.
    """
    if not looks_after:
        return deny("staff_only")
    is_one = kind == Kind.COMPLAINT or begun is not None
    return ALLOW if is_one else deny("no_complaint")


def can_rate(viewer: Viewer, complaint: Complaint, author_id: int) -> Verdict:
    """Whether the viewer may say that their complaint is settled or not: its author, once."""
    if viewer.is_guest or viewer.id != author_id:
        return deny("not_yours")
    return ALLOW if complaint.is_asked else deny("said_already")


def can_answer_by_rule(account: User | None) -> Verdict:
    """Whether rules may answer by themselves: in the name of somebody of the team."""
    if account is None or not account.is_staff or not account.is_active:
        return deny("no_account")
    return ALLOW


def is_stale(reply: SavedReply, now: datetime | None = None) -> bool:
    """Whether nobody has looked at it for too long."""
    return reply.reviewed_at < stale_before(now)


def stale_before(now: datetime | None = None) -> datetime:
    """Whatever was reviewed before this moment is stale."""
    return (now or clock.now()) - timedelta(days=STALE_DAYS.get())


def can_send(body: str, uses: list[SavedReplyUse]) -> Verdict:
    """Whether a text with saved replies in it may go out: nothing is missing, and in an answer to
    a complaint there is a line of one's own."""
    if variables.gaps_in(body):
        return deny("gap_left")
    told = [use.filled for use in uses if use.is_complaint]
    if told and variables.own_length(body, told) < PERSONAL_LINE:
        return deny("personal_line")
    return ALLOW
