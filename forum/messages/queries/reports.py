"""What was reported to the team."""

from collections.abc import Collection, Mapping
from typing import Any

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
# So many of the earlier reports are looked at for one whose case is open.
LATEST = 50


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


def waits_with(member: User, message: Message) -> MessageReport | None:
    """The report whose open case is about this message, or about another one of the same two."""
    of_both = (MessageReport.user_id == member.id) & (Message.author_id == message.author_id)
    query = (
        select(MessageReport)
        .join(Message, Message.id == MessageReport.message_id)
        .where((MessageReport.message_id == message.id) | of_both)
        .order_by(MessageReport.id.desc())
        .limit(LATEST)
    )
    known = db.session.scalars(query).all()
    hosts = list(dict.fromkeys(one.joined_to_id or one.id for one in known))
    open_ones = (one for one in hosts if moderation.open_case(REPORT, one))
    return db.session.get(MessageReport, next(open_ones, 0))


def reports_by_ids(ids: Collection[int]) -> Mapping[int, MessageReport]:
    """Reports with what the team may read of the conversation."""
    query = (
        select(MessageReport)
        .where(MessageReport.id.in_(ids))
        .options(
            joinedload(MessageReport.user),
            joinedload(MessageReport.message).joinedload(Message.conversation),
            selectinload(MessageReport.lines).joinedload(ReportedLine.author),
            selectinload(MessageReport.alike).options(*_beside()),
            selectinload(MessageReport.joined).options(*_beside()),
        )
    )
    return {report.id: report for report in db.session.scalars(query)}


def _beside() -> tuple[Any, ...]:
    return (
        joinedload(MessageReport.user),
        joinedload(MessageReport.message),
        selectinload(MessageReport.lines).joinedload(ReportedLine.author),
    )
