"""Reading the log: what waits to be taken in, and what members come to by each metric."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, exists, func, or_, select
from sqlalchemy.orm import aliased

from forum.activity.models import OWN, TAKEN_BACK, Deed, DeedKind
from forum.activity.queries.metrics import METRICS, OF_ANOTHER, Count, Metric, Side
from forum.activity.queries.runs import EPOCH, TO_MONDAY, WEEK_DAYS, Streak, streak_of, week_of
from forum.kernel.db import db

# A share is said in percent.
WHOLE = 100


@dataclass(frozen=True)
class Range:
    """Which deeds are counted: of a time, of these members, in these topics or channels.

    Topics may be a query of ids. Nothing given means all.
    """

    since: datetime | None = None
    until: datetime | None = None
    members: Collection[int] | Select[int] | None = None
    topics: Select[int] | None = None


ALL_TIME = Range()


def day_of(moment: datetime) -> int:
    """The day of a moment in UTC, counted from 1 January 1970."""
    return moment.astimezone(UTC).date().toordinal() - EPOCH


def not_settled(most: int) -> Sequence[Deed]:
    """The oldest deeds that have not been taken in yet."""
    query = select(Deed).where(Deed.settled_at.is_(None)).order_by(Deed.id).limit(most)
    return db.session.scalars(query).all()


def how_many_wait() -> int:
    """The number of deeds that have not been taken in yet."""
    query = select(func.count()).select_from(Deed).where(Deed.settled_at.is_(None))
    return db.session.scalar(query) or 0


def members_waiting() -> set[int]:
    """Members of whose deeds some have not been taken in yet, or turned since."""
    line = aliased(Deed)
    turned = Deed.turned_by_id.in_(select(line.id).where(line.settled_at.is_(None)))
    query = select(Deed.who_id, Deed.to_id).where(or_(Deed.settled_at.is_(None), turned))
    return {member for row in db.session.execute(query) for member in row if member is not None}


def last_reversal(thing_kind: str, thing_id: int) -> int | None:
    """The line of the log by which the thing was last taken out."""
    query = select(func.max(Deed.id)).where(
        Deed.thing_kind == thing_kind,
        Deed.thing_id == thing_id,
        Deed.kind == DeedKind.REVERSED,
        Deed.words != TAKEN_BACK,
    )
    return db.session.scalar(query)


def is_taken_back() -> ColumnElement[bool]:
    """Whether a deed was taken back by whoever did it."""
    line = aliased(Deed)
    return exists().where(line.id == Deed.turned_by_id, line.words == TAKEN_BACK)


def visitors_on(day: int, among: Collection[int]) -> set[int]:
    """Who of these members has been here on this day already."""
    since = datetime.fromordinal(day + EPOCH).replace(tzinfo=UTC)
    query = select(Deed.who_id).where(
        Deed.who_id.in_(among), Deed.kind == DeedKind.VISITED, Deed.at >= since, Deed.day == day
    )
    return {found for found in db.session.scalars(query) if found is not None}


def is_empty(which: Sequence[ColumnElement[bool]]) -> bool:
    """Whether there is no deed of this sort."""
    return db.session.scalar(select(Deed.id).where(*which).limit(1)) is None


def first_of(which: Sequence[ColumnElement[bool]]) -> int | None:
    """The first deed of this sort."""
    return db.session.scalar(select(func.min(Deed.id)).where(*which))


def turned_by(line_ids: Collection[int]) -> Sequence[Deed]:
    """The deeds that these lines reversed or restored."""
    return db.session.scalars(select(Deed).where(Deed.turned_by_id.in_(line_ids))).all()


def values(metric: Metric, within: Range = ALL_TIME) -> Mapping[int, int]:
    """What each member comes to, by id; who comes to nothing is left out. One query."""
    if metric.count == Count.RUN:
        found = _by_member(weeks(metric, within))
        return {one: streak_of(some, max(some)).best for one, some in found.items()}
    return {row[0]: row[1] for row in db.session.execute(sums(metric, within))}


def sums(metric: Metric, within: Range = ALL_TIME) -> Select[int, int]:
    """The same as a query of ids and sums, to be asked for together with others; not of runs."""
    owner = _owner(metric)
    query: Select[int, int] = select(owner.label("member"), _counted(metric).label("sum"))
    return query.where(owner.is_not(None), *_which(metric, within)).group_by(owner)


def weeks(metric: Metric, within: Range = ALL_TIME) -> Select[int, int]:
    """A query of ids, and of the weeks in which each of them did it."""
    owner, week = _owner(metric), _week()
    query: Select[int, int] = select(owner.label("member"), week.label("week"))
    return query.where(owner.is_not(None), *_which(metric, within)).group_by(owner, week)


def streaks(members: Collection[int], now: datetime) -> Mapping[int, Streak]:
    """The runs of weeks of these members, by id; who never contributed is left out. One query."""
    found = _by_member(weeks(METRICS["streak_weeks"], Range(until=now, members=members)))
    return {one: streak_of(some, week_of(day_of(now))) for one, some in found.items()}


def deeds_of(metric: Metric, within: Range = ALL_TIME) -> Select[Deed]:
    """The deeds behind what members come to, newest first."""
    which = _which(metric, within)
    return select(Deed).where(_owner(metric).is_not(None), *which).order_by(Deed.id.desc())


def _owner(metric: Metric) -> Any:
    return Deed.who_id if metric.side == Side.WHO else Deed.to_id


def _by_member(query: Select[int, int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {}
    for member, week in db.session.execute(query):
        found.setdefault(member, set()).add(week)
    return found


def _week() -> ColumnElement[int]:
    return (Deed.day + TO_MONDAY) // WEEK_DAYS


def _counted(metric: Metric) -> ColumnElement[int]:
    match metric.count:
        case Count.PEOPLE:
            return func.count(distinct(Deed.to_id if metric.side == Side.WHO else Deed.who_id))
        case Count.DAYS:
            return func.count(distinct(Deed.day))
        case Count.WEEKS:
            return func.count(distinct(_week()))
        case Count.CHANNELS:
            return func.count(distinct(Deed.channel_id))
        case Count.SHARE:
            first = func.count().filter(Deed.kind == metric.kinds[0])
            return first * WHOLE // func.count()
    return func.count()


def _which(metric: Metric, within: Range) -> list[ColumnElement[bool]]:
    """Deeds that stand; nobody helps, thanks or answers themselves."""
    owner = _owner(metric)
    found: list[ColumnElement[bool]] = [Deed.kind.in_(metric.kinds), Deed.stands.is_(True)]
    if metric.count == Count.PEOPLE or OF_ANOTHER.issuperset(metric.kinds):
        found.append(Deed.who_id != Deed.to_id)
    if DeedKind.ACCEPTED in metric.kinds:
        found.append(Deed.words != OWN)
    if metric.least_size:
        found.append(Deed.size >= metric.least_size)
    if within.since is not None:
        found.append(Deed.at >= within.since)
    if within.until is not None:
        found.append(Deed.at < within.until)
    if within.members is not None:
        found.append(owner.in_(within.members))
    if within.topics is not None:
        found.append(Deed.topic_id.in_(within.topics))
    return found
