"""Showing a message to the team: it, and the few around it, as they stand at this moment."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.accounts.models import User
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.messages import policy, queries
from forum.messages.actions import locking
from forum.messages.models import Complaint, Message, MessageReport, Participant, ReportedLine
from forum.messages.policy import AROUND
from forum.messages.queries import MESSAGE, REPORT
from forum.messages.signals import MessageChanged
from forum.moderation import actions as moderation
from forum.topics.queries import cleaned
from forum.uploads import actions as uploads
from forum.uploads.models import Upload, UploadUse

LONGEST_NOTE = 1_000


@action
def report(
    member: User, message: Message, place: Participant, *, complaint: Complaint, note: str = ""
) -> MessageReport:
    """Ask the team to look; asked twice, it is one report, and of several people one case.

    What somebody reports of the same other one while a case is open, joins that case.

    Raises Invalid and Refused.
    """
    require(policy.can_report(member, message))
    words = cleaned(note)
    if len(words) > LONGEST_NOTE:
        raise Invalid("note", "too_long", most=LONGEST_NOTE)
    locking.lock(message.conversation_id)
    db.session.refresh(message, ["body", "html", "deleted_at"])
    require(policy.can_report(member, message))
    known = queries.report_by(member, message)
    if known is not None:
        return known
    host = queries.waits_with(member, message)
    made = MessageReport(message_id=message.id, user_id=member.id, complaint=complaint, note=words)
    made.joined_to_id = host.id if host else None
    db.session.add(made)
    db.session.flush()
    first, last = message.number - AROUND, message.number + AROUND
    _take_down(made, queries.messages_between(place, first, last))
    ask = moderation.hold if host is None else moderation.join
    ask(REPORT, host.id if host else made.id, about=message.author, reason=complaint.value)
    announce(MessageChanged(message.id, message.conversation_id, member.id))
    return made


def _take_down(made: MessageReport, messages: Sequence[Message]) -> None:
    """Copy what the team may read, with its pictures; of deleted messages there is nothing."""
    there = [message for message in messages if not message.is_deleted]
    db.session.add_all(
        ReportedLine(
            report_id=made.id,
            number=message.number,
            author_id=message.author_id,
            body=message.body,
            html=message.html,
            written_at=message.created_at,
        )
        for message in there
    )
    shown = (
        select(Upload.public_id)
        .join(UploadUse, UploadUse.upload_id == Upload.id)
        .where(
            UploadUse.source_kind == MESSAGE,
            UploadUse.source_id.in_([message.id for message in there]),
        )
    )
    pictures = db.session.scalars(shown).all()
    uploads.place(REPORT, made.id, pictures, door=REPORT, door_id=made.id)
