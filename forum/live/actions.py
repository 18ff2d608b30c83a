"""Writing down what open pages are told, letting go of it, and choosing to write unseen."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, text, update

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.kernel.upsert import insert as insert_or
from forum.live import policy, queries
from forum.live.models import LiveEvent, QuietMember

KEPT = timedelta(hours=1)
# The name under which PostgreSQL lets the server processes know that there is something new.
BELL = "guildhall_live"
# Put together once: everybody who writes needs it.
_RECORD = insert(LiveEvent.__table__)  # type: ignore[arg-type]


@action
def record(told: Sequence[Mapping[str, Any]]) -> None:
    """Write events down, in their order, as the last thing of a transaction.

    One transaction at a time gives out numbers until it is over: a page that has seen a number
    will never be missing a lower one.
    """
    wait_for_turn("live")
    now = clock.now()
    db.session.execute(_RECORD, [{"at": now, **event} for event in told])
    if db.session.get_bind().dialect.name == "postgresql":
        # Heard when the transaction is committed, and not at all when it is taken back.
        db.session.execute(text("SELECT pg_notify(:bell, '')"), {"bell": BELL})


@action
def begin_anew(beyond: int) -> None:
    """Say that a backup has taken the place of the database that had come as far as this event.

    The number is higher than any that an open page has seen: to those pages it is news.
    """
    wait_for_turn("live")
    number = max(beyond, queries.last_id()) + 1
    db.session.execute(_RECORD, [{"id": number, "at": clock.now(), "kind": queries.ANEW}])
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(
            text("SELECT setval(pg_get_serial_sequence('live_events', 'id'), :number)"),
            {"number": number},
        )
        db.session.execute(text("SELECT pg_notify(:bell, '')"), {"bell": BELL})


@action
def prune() -> int:
    """Forget what every open page has been told long ago; returns how many events.

    The newest one stays: it says how far the numbers have come.
    """
    newest = select(func.max(LiveEvent.id)).scalar_subquery()
    old = delete(LiveEvent).where(LiveEvent.at < clock.now() - KEPT, LiveEvent.id < newest)
    return len(db.session.execute(old.returning(LiveEvent.id)).all())


@action
def write_unseen(member: User) -> None:
    """From now on nobody is shown that the member is writing."""
    require(policy.can_choose(member))
    row = insert_or(QuietMember).values(user_id=member.id, since=clock.now())
    db.session.execute(row.on_conflict_do_nothing(index_elements=["user_id"]))


@action
def write_seen(member: User) -> None:
    """Let others see again when the member is writing."""
    require(policy.can_choose(member))
    db.session.execute(delete(QuietMember).where(QuietMember.user_id == member.id))


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Two accounts became one: it stays unseen when either was, and is told what either was."""
    quiet = delete(QuietMember).where(QuietMember.user_id == from_id).returning(QuietMember.since)
    since = db.session.scalar(quiet)
    if since is not None:
        row = insert_or(QuietMember).values(user_id=into_id, since=since)
        db.session.execute(row.on_conflict_do_nothing(index_elements=["user_id"]))
    events = update(LiveEvent).where(LiveEvent.user_id == from_id).values(user_id=into_id)
    db.session.execute(events.execution_options(synchronize_session=False))
