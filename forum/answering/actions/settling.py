"""Steps that others are made of: getting a topic's row, and letting it follow from its moments."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import update

from forum.answering import protocols, queries
from forum.answering.models import Call, CallState, Kind, TopicAnswering
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.kernel.upsert import insert
from forum.moderation import actions as moderation
from forum.topics.models import Topic

# Under which topics that wait stand in the review queue.
CASE = "topic_waits"
# Somebody is called for these as soon as they are known.
AT_ONCE = frozenset({Kind.PRESS})


def held(topic_id: int) -> TopicAnswering:
    """The row of a topic, made when there was none, with nobody else changing it meanwhile."""
    return _locked(topic_id) or made(topic_id)


def made(topic_id: int) -> TopicAnswering:
    """The same for a topic that had none: of two who make it at once the second has the first's."""
    _make([topic_id])
    found = _locked(topic_id)
    if found is None:
        raise NotFound
    return found


def held_together(topic_ids: Collection[int], new: Collection[int]) -> Mapping[int, TopicAnswering]:
    """The rows of topics as the database has them, by topic, and held; the new ones are made."""
    if new:
        _make(new)
    return queries.standings_of(topic_ids, is_held=True)


def start_clock(row: TopicAnswering, kind: Kind | None) -> None:
    """Let the row follow the protocol of its kind, from the moment it began."""
    row.kind = kind
    row.first_due_at = row.final_due_at = None
    if kind is None:
        return
    protocol = queries.protocol_of(kind)
    row.answerers = protocol.answerers
    if row.started_at is not None and protocol.is_on:
        due = protocols.due(protocol, row.started_at, queries.hours_for(protocol))
        row.first_due_at, row.final_due_at = due.first, due.final


def settle(row: TopicAnswering, topic: Topic) -> None:
    """Let state, due moment and case follow from the moments of the row, and write it."""
    follow(row, topic)
    db.session.flush()


def follow(row: TopicAnswering, topic: Topic) -> None:
    """Let state, due moment and case follow from the moments of the row."""
    row.state = protocols.state_of(row)
    due_at = protocols.due_now(row, topic)
    if due_at != row.due_at:
        row.due_at, row.late_at = due_at, None
    if row.raised_at is not None and not _is_pressing(row, clock.now()):
        lower(row)


def lower(row: TopicAnswering) -> None:
    """Nobody need care for it any more: its case ends, and nobody is called."""
    row.raised_at = None
    moderation.withdraw(CASE, row.topic_id)
    ringing = update(Call).where(Call.topic_id == row.topic_id, Call.next_at.is_not(None))
    ended = {"state": CallState.ENDED, "next_at": None, "ended_at": clock.now()}
    db.session.execute(ringing.values(**ended).execution_options(synchronize_session="fetch"))


def _is_pressing(row: TopicAnswering, now: datetime) -> bool:
    return row.due_at is not None and (row.due_at <= now or row.kind in AT_ONCE)


def _make(topic_ids: Collection[int]) -> None:
    blank = {"state": "unanswered", "answerers": "anyone"}
    rows = [{"topic_id": topic_id, **blank} for topic_id in topic_ids]
    made = insert(TopicAnswering).on_conflict_do_nothing(index_elements=["topic_id"])
    db.session.execute(made, rows)


def _locked(topic_id: int) -> TopicAnswering | None:
    return db.session.get(TopicAnswering, topic_id, populate_existing=True, with_for_update=True)
