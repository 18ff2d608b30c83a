"""What becomes of saved replies when accounts or channels become one, and when a member leaves."""

from sqlalchemy import delete, or_, update

from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.replies import queries
from forum.replies.models import Complaint, SavedReply, SavedReplyUse, SavedReplyVersion


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one account wrote, used or was asked, the other did."""
    replies = SavedReply.owner_id, SavedReply.archived_by_id, SavedReplyVersion.by_id
    uses = SavedReplyUse.by_id, SavedReplyUse.member_id
    steps = Complaint.promised_by_id, Complaint.closed_by_id
    handover.hand_over(*replies, *uses, *steps, from_id=from_id, into_id=into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: they own nothing any more, and nothing waits that names them."""
    theirs = update(SavedReply).where(SavedReply.owner_id == user_id)
    db.session.execute(theirs.values(owner_id=None))
    mine = or_(SavedReplyUse.member_id == user_id, SavedReplyUse.by_id == user_id)
    db.session.execute(delete(SavedReplyUse).where(mine, SavedReplyUse.sent_at.is_(None)))
    asked = update(SavedReplyUse).where(SavedReplyUse.member_id == user_id)
    db.session.execute(asked.values(ask_at=None))


@action
def merge_channels(from_id: int, into_id: int) -> None:
    """What was for the one channel is for the other."""
    for reply in queries.all_replies():
        if from_id in reply.channel_ids:
            reply.channel_ids = sorted({*reply.channel_ids, into_id} - {from_id})
