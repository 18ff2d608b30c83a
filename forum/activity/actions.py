"""Writing down what members do, and what becomes of it. Steps for the actions of other slices."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, update

from forum.activity import derived, queries
from forum.activity.models import TAKEN_BACK, TURNS, Deed, DeedKind
from forum.jobs import actions as jobs
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.unit import action

SETTLE_JOB = "activity.settle"
# So many deeds are taken in by one transaction of the worker.
AT_ONCE = 500


@dataclass(frozen=True)
class Thing:
    """What a deed was done with, and where it stands."""

    kind: str
    id: int
    topic_id: int | None = None
    channel_id: int | None = None


@action
def record(
    kind: DeedKind,
    who_id: int | None,
    thing: Thing,
    *,
    to_id: int | None = None,
    size: int = 0,
    words: str = "",
    at: datetime | None = None,
) -> None:
    """Add a deed to the log, in the transaction in which it is done."""
    _add(kind, who_id, thing, to_id=to_id, size=size, words=words, at=at or clock.now())


@action
def note_visits(member_ids: Collection[int]) -> None:
    """These members are here today: one line for each of them and day."""
    now = clock.now()
    for member_id in sorted(set(member_ids) - queries.visitors_on(queries.day_of(now), member_ids)):
        _add(DeedKind.VISITED, member_id, Thing("member", member_id), at=now)


@action
def reverse(thing: Thing, *, by_id: int | None, kinds: Collection[DeedKind] = ()) -> None:
    """Let what was done with the thing count no longer: everything, or these kinds."""
    which = [*_done_with(thing), _counts_or_hangs(thing)]
    if kinds:
        which.append(Deed.kind.in_(kinds))
    _turn(DeedKind.REVERSED, thing, which, by_id=by_id)


@action
def take_back(
    thing: Thing, kind: DeedKind, who_id: int, *, by_id: int | None, about: str = ""
) -> None:
    """Let what somebody did to the thing count no longer, nor when the thing comes back.

    Of a kind with words, only those with the same words when some are given.
    """
    which = _not_taken_back(thing, kind, who_id, about)
    _turn(DeedKind.REVERSED, thing, which, by_id=by_id, words=TAKEN_BACK)


@action
def leave_one(thing: Thing, kind: DeedKind, who_id: int, *, about: str = "") -> None:
    """Of what somebody did to the thing by two accounts, let only the first deed count.

    Of a kind with words, only those with the same words when some are given.
    """
    which = _not_taken_back(thing, kind, who_id, about)
    first = queries.first_of(which)
    if first is not None:
        later = [*which, Deed.id > first]
        _turn(DeedKind.REVERSED, thing, later, by_id=None, words=TAKEN_BACK)


@action
def reverse_topic(topic: Thing, *, by_id: int | None) -> None:
    """Let everything that was done in a topic count no longer, because it was taken away whole."""
    which = [Deed.topic_id == topic.id, Deed.stands.is_(True)]
    _turn(DeedKind.REVERSED, topic, which, by_id=by_id)


@action
def restore(thing: Thing, *, by_id: int | None) -> None:
    """Let count again what the last reversal of this thing had taken out."""
    last = queries.last_reversal(thing.kind, thing.id)
    if last is not None:
        _turn(DeedKind.RESTORED, thing, [Deed.turned_by_id == last], by_id=by_id)


@action
def leave_to_topic(thing: Thing) -> None:
    """The thing is back in a topic that is away: its deeds come back together with the topic."""
    last = queries.last_reversal(thing.kind, thing.id)
    if last is not None:
        _change([Deed.turned_by_id == last], turned_by_id=_topic_reversal(thing))


@action
def move(post_ids: Collection[int], topic_id: int) -> None:
    """Posts stand in another topic now, and what was done with them does too."""
    _change([Deed.thing_kind == "post", Deed.thing_id.in_(post_ids)], topic_id=topic_id)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let the deeds of one account be those of the other."""
    handover.hand_over(Deed.who_id, Deed.to_id, from_id=from_id, into_id=into_id)


@action
def settle() -> int:
    """Let all that is derived from the log take in the oldest deeds that wait, all of them or none.

    Says how many they were; where more may wait, the rest is owed still.
    """
    waiting = [deed.id for deed in queries.not_settled(AT_ONCE)]
    if waiting:
        for one in derived.everything():
            one.settle(waiting)
        _change([Deed.id.in_(waiting)], settled_at=clock.now())
    if len(waiting) >= AT_ONCE:
        jobs.owe(SETTLE_JOB)
    return len(waiting)


def _add(
    kind: DeedKind,
    who_id: int | None,
    thing: Thing,
    *,
    at: datetime,
    to_id: int | None = None,
    size: int = 0,
    words: str = "",
) -> Deed:
    deed = Deed(
        kind=kind,
        who_id=who_id,
        to_id=to_id,
        thing_kind=thing.kind,
        thing_id=thing.id,
        topic_id=thing.topic_id,
        channel_id=thing.channel_id,
        at=at,
        day=queries.day_of(at),
        size=size,
        words=words,
    )
    db.session.add(deed)
    _owe_settling()
    return deed


def _owe_settling() -> None:
    """Once a transaction is enough; should a part of it be given up, the timetable owes it anew."""
    session = db.session()
    whole = session.get_transaction()
    if whole is None or session.info.get("owes_settling") is not whole:
        jobs.owe(SETTLE_JOB)
        session.info["owes_settling"] = session.get_transaction()


def _done_with(thing: Thing) -> Sequence[ColumnElement[bool]]:
    return Deed.thing_kind == thing.kind, Deed.thing_id == thing.id


def _not_taken_back(
    thing: Thing, kind: DeedKind, who_id: int, about: str
) -> Sequence[ColumnElement[bool]]:
    """What somebody did to the thing, also what is away together with it."""
    found = [*_done_with(thing), Deed.kind == kind, Deed.who_id == who_id]
    found.append(~queries.is_taken_back())
    return [*found, Deed.words == about] if about else found


def _turn(
    kind: DeedKind,
    thing: Thing,
    which: Sequence[ColumnElement[bool]],
    *,
    by_id: int | None,
    words: str = "",
) -> None:
    """Let these deeds stand or not, and write down what turned them; nothing if there are none."""
    which = [*which, Deed.kind.not_in(TURNS)]
    if queries.is_empty(which):
        return
    line = _add(kind, by_id, thing, at=clock.now(), words=words)
    db.session.flush()
    _change(which, stands=kind == DeedKind.RESTORED, turned_by_id=line.id)


def _counts_or_hangs(thing: Thing) -> ColumnElement[bool]:
    """What stands, and what would come back together with the topic that the thing is in."""
    return Deed.stands.is_(True) | (Deed.turned_by_id == _topic_reversal(thing))


def _topic_reversal(thing: Thing) -> int | None:
    return queries.last_reversal("topic", thing.topic_id) if thing.topic_id else None


def _change(which: Sequence[ColumnElement[bool]], **values: object) -> None:
    query = update(Deed).where(*which).values(**values)
    db.session.execute(query.execution_options(synchronize_session=False))
