"""What becomes of private conversations when somebody in them leaves the community."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import joinedload

from forum.accounts import queries as accounts
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.manifest import Leaver
from forum.kernel.unit import action
from forum.markup import forgetting
from forum.messages.actions.changing import remove
from forum.messages.models import (
    Conversation,
    Message,
    MessageReport,
    MessageWish,
    Participant,
    ReportedLine,
)

AT_ONCE = 50


@action
def let_go(user_id: int) -> None:
    """They are in no conversation any more; those with whom they talked keep theirs."""
    handover.let_go(MessageWish.user_id, of=user_id)
    numbers = select(Conversation.last_number).where(Conversation.id == Participant.conversation_id)
    here = update(Participant).where(Participant.user_id == user_id, Participant.left_at.is_(None))
    gone = {"left_at": clock.now(), "left_number": numbers.scalar_subquery(), "unread_count": 0}
    db.session.execute(here.values(**gone).execution_options(synchronize_session=False))
    told = update(MessageReport).where(MessageReport.user_id == user_id)
    db.session.execute(told.values(note=""))
    keys = update(Message).where(Message.author_id == user_id)
    db.session.execute(keys.values(client_key=None))


@action
def take_texts(leaver: Leaver) -> bool:
    """Take away some messages of somebody who left; whether there are more."""
    author = accounts.fresh_member(leaver.user_id)
    mine = (Message.author_id == leaver.user_id, Message.deleted_at.is_(None))
    found = _messages(*mine)
    for message in found:
        remove(author, message)
    lines = update(ReportedLine).where(ReportedLine.author_id == leaver.user_id)
    db.session.execute(lines.values(body="", html=""))
    return bool(found)


@action
def forget_names(leaver: Leaver) -> bool:
    """Let some messages of others call somebody who left by no name; whether there are more."""
    now = accounts.fresh_member(leaver.user_id).username
    return any(_forget(name, now) for name in leaver.names)


def _forget(name: str, now: str) -> bool:
    found = _messages(_names(Message, name))
    for message in found:
        message.text = forgetting.in_source(message.text, name, now=now)
        _rename(message, name, now)
    for line in db.session.scalars(select(ReportedLine).where(_names(ReportedLine, name))).all():
        _rename(line, name, now)
    return bool(found)


def _rename(text: Message | ReportedLine, name: str, now: str) -> None:
    text.html = forgetting.in_html(text.html, name, now=now)
    text.body = forgetting.in_source(text.body, name, now=now)


def _names(table: type[Message] | type[ReportedLine], name: str) -> ColumnElement[bool]:
    return table.html.contains(f'{forgetting.address(name)}"', autoescape=True)


def _messages(*which: ColumnElement[bool]) -> Sequence[Message]:
    query = select(Message).where(*which).order_by(Message.id).limit(AT_ONCE)
    whole = query.options(joinedload(Message.conversation))
    return db.session.scalars(whole.execution_options(populate_existing=True)).all()
