"""Calling the team: a case in the queue for what is late, or must not wait; and its due moment."""

from sqlalchemy import select, update

from forum.accounts import queries as accounts
from forum.answering import queries
from forum.answering.actions.calling import call_for
from forum.answering.actions.settling import AT_ONCE, CASE
from forum.answering.models import Answerers, TopicAnswering
from forum.answering.signals import TopicLate
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.moderation.models import Reviewable
from forum.topics.models import Post, Topic
from forum.topics.queries import POST

SOME = 100
FIRST, FINAL = "first", "final"


@action
def raise_late() -> int:
    """Call the team for topics whose time is over; returns how many. Done twice, it is one call.

    Those that are late for long stand in the list of the team, and call nobody.
    """
    _leave_old_ones()
    late = (TopicAnswering.due_at <= clock.now(), TopicAnswering.late_at.is_(None))
    query = select(TopicAnswering).where(*late).order_by(TopicAnswering.due_at).limit(SOME)
    rows = db.session.scalars(query.with_for_update(skip_locked=True)).all()
    topics = queries.topics_by_ids([row.topic_id for row in rows])
    for row in rows:
        row.late_at = clock.now()
        if row.kind is not None:
            if _is_owed_by_the_team(row):
                _raise(row, topics[row.topic_id])
            which = FINAL if row.is_stopped else FIRST
            announce(TopicLate(row.topic_id, row.kind, which))
    return len(rows)


def _leave_old_ones() -> None:
    now = clock.now()
    old = (TopicAnswering.late_at.is_(None), queries.is_late_for_long(now))
    noted = update(TopicAnswering).where(*old).values(late_at=now)
    db.session.execute(noted.execution_options(synchronize_session="fetch"))


def raise_at_once(row: TopicAnswering, topic: Topic) -> None:
    """Call the team now for what must not wait: a step of other actions."""
    if row.kind in AT_ONCE and row.due_at is not None and row.raised_at is None:
        _raise(row, topic)


@action
def promise_case_of(case_id: int) -> None:
    """A post stands in the queue: it is due no later than its kind of message promises."""
    case = db.session.get(Reviewable, case_id)
    post = db.session.get(Post, case.target_id) if case and case.target_kind == POST else None
    row = queries.standing_of(post.topic_id) if post and post.is_first else None
    if case is not None and row is not None and row.kind is not None:
        _promise(case, row)


def promise_case(row: TopicAnswering) -> None:
    """The same, when the kind changes: a step of other actions."""
    first = select(Post.id).where(Post.topic_id == row.topic_id, Post.number == 1)
    first_id = db.session.scalar(first)
    case = cases.open_case(POST, first_id) if first_id else None
    if case is not None:
        _promise(case, row)


def _is_owed_by_the_team(row: TopicAnswering) -> bool:
    """What members have answered among themselves is late in the list, and calls nobody."""
    return not row.is_stopped or row.answerers != Answerers.ANYONE


def _promise(case: Reviewable, row: TopicAnswering) -> None:
    if row.kind is None:
        moderation.promise(case, "", None)
        return
    protocol = queries.protocol_of(row.kind)
    begun = row.started_at or case.created_at
    due = queries.due_of(protocol, begun)
    moderation.promise(case, row.kind, None if row.is_stopped else due.first)


def _raise(row: TopicAnswering, topic: Topic) -> None:
    author = accounts.member_by_id(topic.author_id)
    if author is None or row.kind is None:
        return
    row.raised_at = row.raised_at or clock.now()
    reason = row.kind if row.kind in AT_ONCE else "late"
    case = moderation.hold(
        CASE,
        topic.id,
        about=author,
        reason=reason,
        channel_id=topic.channel_id,
    )
    if case.protocol_due_at != row.due_at:
        moderation.promise(case, row.kind, row.due_at)
    call_for(row)
