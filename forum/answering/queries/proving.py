"""What `forum verify` asks of answering: rows that say something else than what is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from forum.answering import protocols
from forum.answering.models import Call, CallState, TopicAnswering
from forum.answering.queries.standing import answers_to
from forum.kernel.db import db
from forum.topics.models import Topic

AT_ONCE = 500


@dataclass(frozen=True)
class Amiss:
    """A topic and what is wrong about it."""

    topic_id: int
    what: str


def amiss() -> Iterator[Amiss]:
    """Every topic whose state, answer or due moment is not as its posts and moments give it."""
    last = 0
    while rows := _some(last):
        found = answers_to([row.topic_id for row in rows])
        for row in rows:
            answer = found.get(row.topic_id)
            if (answer is None) != (row.answered_at is None):
                yield Amiss(row.topic_id, "says that it is answered, or not, against its posts")
            elif answer is not None and answer.post_id != row.answer_id:
                yield Amiss(row.topic_id, "names another answer than the first one that counts")
            yield from _moments(row)
        last = rows[-1].topic_id


def calls_in_two_states() -> list[int]:
    """Calls that ring and have ended, or do neither."""
    is_ringing = Call.state == CallState.RINGING
    wrong = or_(
        is_ringing & (Call.next_at.is_(None) | Call.ended_at.is_not(None)),
        ~is_ringing & (Call.next_at.is_not(None) | Call.ended_at.is_(None)),
        (Call.state == CallState.ACKNOWLEDGED) & Call.acknowledged_by_id.is_(None),
    )
    return list(db.session.scalars(select(Call.id).where(wrong).order_by(Call.id)))


def topics_called_twice() -> list[int]:
    """Topics for which two calls ring at once."""
    query = select(Call.topic_id).where(Call.next_at.is_not(None), Call.topic_id.is_not(None))
    twice = query.group_by(Call.topic_id).having(func.count() > 1)
    return [one for one in db.session.scalars(twice) if one is not None]


def _moments(row: TopicAnswering) -> Iterator[Amiss]:
    if row.state != protocols.state_of(row):
        yield Amiss(row.topic_id, f"is {row.state}, and its moments say otherwise")
    if row.topic.is_answered and row.solved_at is None:
        yield Amiss(row.topic_id, "has an accepted answer, and is not solved")
    if row.due_at != protocols.due_now(row, row.topic):
        yield Amiss(row.topic_id, "is due at another moment than its protocol promised")
    is_timed = row.first_due_at is not None or row.final_due_at is not None
    if is_timed and (row.kind is None or row.started_at is None):
        yield Amiss(row.topic_id, "is due although it is of no kind, or never began")
    if row.raised_at is not None and row.due_at is None:
        yield Amiss(row.topic_id, "has called somebody, and is not due")


def _some(last: int) -> list[TopicAnswering]:
    query = (
        select(TopicAnswering)
        .where(TopicAnswering.topic_id > last)
        .order_by(TopicAnswering.topic_id)
        .options(joinedload(TopicAnswering.topic).load_only(Topic.state, Topic.answer_id))
    )
    return list(db.session.scalars(query.limit(AT_ONCE)))
