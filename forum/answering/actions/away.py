"""Telling whoever asks out of hours when somebody comes: once in 24 hours."""

from datetime import timedelta

from forum.accounts import queries as accounts
from forum.answering import queries
from forum.answering.models import AwayNote, TopicAnswering
from forum.answering.settings import AWAY
from forum.answering.signals import NobodyThere
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.topics.models import Topic

ONCE_IN = timedelta(hours=24)


@action
def tell_if_nobody_is_there(row: TopicAnswering, topic: Topic) -> None:
    """Tell the author when somebody comes, if the topic is owed an answer and nobody works now."""
    if row.first_due_at is None or not AWAY.get():
        return
    back_at = queries.back_at(clock.now())
    author = accounts.member_by_id(topic.author_id)
    if back_at is not None and author is not None and _is_first(author.id):
        announce(NobodyThere(topic.id, author.id, author.display_name, back_at))


def _is_first(user_id: int) -> bool:
    """Whether nothing was said to this member for a day; of two who ask at once, one hears yes."""
    now = clock.now()
    row = insert(AwayNote).values(user_id=user_id, told_at=now)
    row = row.on_conflict_do_update(
        index_elements=["user_id"], set_={"told_at": now}, where=AwayNote.told_at <= now - ONCE_IN
    )
    return db.session.scalar(row.returning(AwayNote.user_id)) is not None
