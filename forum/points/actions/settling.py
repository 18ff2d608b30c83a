"""Making the points that stand here those that the log and the rules give."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, insert, update

from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel.db import Base, db
from forum.kernel.unit import action
from forum.points import queries
from forum.points.models import PointsEntry
from forum.points.queries import Bounds, Read
from forum.points.ruling import RECEIVED, Rules

_ENTRIES = Base.metadata.tables["points_entries"]


@action
def settle(deed_ids: Sequence[int]) -> None:
    """Take in these lines of the log: whose day they touch, of those everything is looked at."""
    deeds = queries.touched(deed_ids)
    _note_welcomes([row.id for row in deeds if row.kind == DeedKind.REPLIED and row.stands])
    paused = {row.to_id for row in deeds if row.kind == DeedKind.PAUSED} - {None}
    if paused:
        # The time of a sanction may be days ago, when it is taken back.
        _put_right(queries.within(Bounds(paused)), queries.rules())
    deeds = [row for row in deeds if row.kind != DeedKind.PAUSED]
    owners = {row.to_id if row.kind in RECEIVED else row.who_id for row in deeds} - {None}
    if owners:
        bounds = Bounds(owners, {row.day for row in deeds})
        _put_right(queries.within(bounds), queries.rules())


@action
def rebuild() -> None:
    """Make all points anew."""
    _take_out([row.id for row in queries.strays()])
    rules = queries.rules()
    for reads in queries.everybody():
        _put_right(reads, rules)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Two accounts are one: its points are what the deeds of both give together."""
    db.session.execute(delete(PointsEntry).where(PointsEntry.user_id == from_id))
    members = {into_id, *queries.receivers_from(into_id)}
    _put_right(queries.within(Bounds(members)), queries.rules())


def _note_welcomes(reply_ids: Collection[int]) -> None:
    """Write down who was the first to answer a newcomer; it counts as long as the reply does."""
    for row in queries.first_welcomes(reply_ids) if reply_ids else ():
        thing = Thing(row.thing_kind, row.thing_id, row.topic_id, row.channel_id)
        activity.record(DeedKind.WELCOMED, row.who_id, thing, to_id=row.to_id, at=row.at)


def _put_right(reads: Sequence[Read], rules: Rules) -> None:
    """Add, change and take out, with one statement each."""
    add: list[dict[str, Any]] = []
    change: list[dict[str, Any]] = []
    gone: list[int] = []
    for read, want in queries.compared(reads, rules):
        if want is None:
            gone += [read.entry_id] if read.entry_id else []
        elif read.entry_id is None:
            add.append({"deed_id": read.line.id, **want._asdict()})
        else:
            change.append({"id": read.entry_id, **want._asdict()})
    if add:
        db.session.execute(insert(_ENTRIES), add)
    if change:
        db.session.execute(update(PointsEntry), change)
    _take_out(gone)


def _take_out(entry_ids: Iterable[int]) -> None:
    for some in _hundreds(list(entry_ids)):
        which = delete(PointsEntry).where(PointsEntry.id.in_(some))
        db.session.execute(which.execution_options(synchronize_session=False))


def _hundreds(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]
