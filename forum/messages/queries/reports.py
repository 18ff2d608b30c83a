"""What was reported to the team."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from forum.accounts.models import User
from forum.kernel.db import db
from forum.messages.models import (
    Message,
    MessageReport,
    ReportedLine,
)
from forum.moderation import queries as moderation

# The kinds under which the queue and the pictures know them.
REPORT, MESSAGE = "message_report", "message"


def reported_among(message_ids: Collection[int]) -> set[int]:
    """Which of these messages the team was shown."""
    query = select(MessageReport.message_id).where(MessageReport.message_id.in_(message_ids))
    return set(db.session.scalars(query)) if message_ids else set()


def report_by(member: User, message: Message) -> MessageReport | None:
    """The member's own report of a message."""
    query = select(MessageReport).where(
        MessageReport.message_id == message.id, MessageReport.user_id == member.id
    )
    return db.session.scalar(query)


def waits_already(message: Message) -> bool:
    """Whether the team has been shown this message, and has not decided yet."""
    query = select(MessageReport.id).where(MessageReport.message_id == message.id)
    return any(moderation.open_case(REPORT, one) for one in db.session.scalars(query).all())


def reports_by_ids(ids: Collection[int]) -> Mapping[int, MessageReport]:
    """Reports with what the team may read of the conversation."""
    query = (
        select(MessageReport)
        .where(MessageReport.id.in_(ids))
        .options(
            joinedload(MessageReport.user),
            joinedload(MessageReport.message).joinedload(Message.conversation),
            selectinload(MessageReport.lines).joinedload(ReportedLine.author),
            selectinload(MessageReport.alike).options(
                joinedload(MessageReport.user),
                selectinload(MessageReport.lines).joinedload(ReportedLine.author),
            ),
        )
    )
    return {report.id: report for report in db.session.scalars(query)}
