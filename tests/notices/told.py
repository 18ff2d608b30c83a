"""What is in people's inboxes, read from the tables."""

from sqlalchemy import select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.notices import checks
from forum.notices.kinds import Wish
from forum.notices.models import Inbox, Notice
from forum.reading import actions as reading
from tests.topics.writing import fresh


def kinds(member: User) -> list[str]:
    """What the member was told, the first first."""
    return [str(notice.kind) for notice in notices(member)]


def notices(member: User) -> list[Notice]:
    query = select(Notice).where(Notice.user_id == member.id).order_by(Notice.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def unread(member: User) -> int:
    query = select(Inbox.unread).where(Inbox.user_id == member.id)
    return db.session.scalar(query) or 0


def want(member: User, **wishes: Wish) -> None:
    """Let the member have chosen these wishes and left the others."""
    with transaction():
        db.session.merge(Inbox(user_id=member.id, unread=unread(member), wishes=dict(wishes)))


def follow(member: User, thing, level) -> None:
    thing = fresh(thing)
    verb = reading.follow_topic if hasattr(thing, "title") else reading.follow_channel
    verb(member, thing, level)


def broken_promises() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]
