"""Climbing the ladder: somebody is asked, then the next one, until somebody says they are on it."""

from datetime import timedelta

from sqlalchemy import select, update

from forum.accounts.models import User
from forum.answering import doors, letters, policy, queries
from forum.answering.models import Ask, Call, CallState, TopicAnswering
from forum.answering.signals import LadderAsked
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import NotFound, require
from forum.kernel.unit import action

SOME = 20


@action
def call_for(row: TopicAnswering) -> None:
    """Ask the ladder to see to a topic, at the level of its protocol: a step of other actions."""
    level = queries.protocol_of(row.kind).level if row.kind is not None else 0
    stands = any(rung.level >= level for rung in queries.rungs())
    # With nobody on the ladder there is nothing to write down: its page says so.
    if level and stands and queries.ringing(row.topic_id) is None:
        _start(Call(topic_id=row.topic_id, kind=row.kind, level=level))


@action
def try_ladder(admin: User, level: int) -> Call:
    """Climb the ladder for nothing, to see that it works; everybody who is asked reads so."""
    require(policy.can_arrange(admin))
    call = Call(level=level, started_by_id=admin.id)
    _start(call)
    audit.record(admin, "answering.try_ladder", "call", call.id, after={"level": level})
    return call


@action
def climb() -> int:
    """Ask whoever comes next in calls that nobody has taken in time; returns how many calls.

    One transaction for each call: what was asked before a crash is written down, and the rest is
    asked at the next look.
    """
    due = select(Call).where(Call.next_at <= clock.now()).order_by(Call.next_at).limit(SOME)
    calls = db.session.scalars(due.with_for_update(skip_locked=True)).all()
    for call in calls:
        _ask_next(call)
    return len(calls)


@action
def acknowledge_call(user: User, call_id: int) -> Call:
    """Say that one is on it: nobody else is asked. Of two at once the second is told so."""
    call = queries.call_by_id(call_id)
    was_asked = any(one.user_id == user.id for one in queries.asks_of([call_id])[call_id])
    require(policy.can_acknowledge(user, call, was_asked=was_asked))
    now = clock.now()
    open_ones = (CallState.RINGING, CallState.UNHEARD)
    taken = (
        update(Call)
        .where(Call.id == call_id, Call.state.in_(open_ones))
        .values(
            state=CallState.ACKNOWLEDGED, next_at=None, ended_at=now, acknowledged_by_id=user.id
        )
        .returning(Call.id)
    )
    if db.session.scalar(taken.execution_options(synchronize_session=False)) is None:
        raise NotFound
    call = queries.call_by_id(call_id)
    audit.record(user, "answering.acknowledge_call", "call", call_id)
    return call


def take_call_for(user: User, topic_id: int) -> None:
    """Whoever has seen the topic is on it: a step of other actions."""
    call = queries.ringing(topic_id)
    if call is not None:
        call.state, call.acknowledged_by_id = CallState.ACKNOWLEDGED, user.id
        call.next_at, call.ended_at = None, clock.now()
        db.session.flush()


def _start(call: Call) -> None:
    call.started_at = call.next_at = clock.now()
    call.state = CallState.RINGING
    db.session.add(call)
    db.session.flush()
    _ask_next(call)


def _ask_next(call: Call) -> None:
    rung = queries.next_rung(call)
    if rung is None:
        call.state, call.next_at, call.ended_at = CallState.UNHEARD, None, clock.now()
        db.session.flush()
        return
    number = 1 + len(queries.asks_of([call.id])[call.id])
    ask = Ask(call_id=call.id, number=number, level=rung.level, user_id=rung.user_id)
    ask.asked_at = clock.now()
    call.next_at = clock.now() + timedelta(minutes=rung.minutes)
    db.session.add(ask)
    db.session.flush()
    asked, whole = queries.ask_by_id(ask.id), queries.call_by_id(call.id)
    letters.asked(asked, whole)
    title = whole.topic.title if whole.topic else ""
    word = doors.word_for(ask.id)
    announce(LadderAsked(ask.id, call.id, ask.user_id, title, word, call.is_test))
