"""Reading what gives points: deeds of the activity log, each with the line it already has here."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from forum.accounts.models import User
from forum.activity.models import TURNS, Deed, DeedKind
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.points.giving import Line, Worth
from forum.points.models import PointsEntry, PointsRule, Reason
from forum.points.ruling import DONE, OF_KIND, ONCE, RECEIVED, Rules

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KINDS_ONCE = frozenset(kind for kind, reason in OF_KIND.items() if reason in ONCE)
# Who is looked through at once, when everybody is.
AT_ONCE = 500
_HELD = (
    PointsEntry.id.label("entry_id"),
    PointsEntry.reason,
    PointsEntry.delta,
    PointsEntry.at.label("entry_at"),
    PointsEntry.posts_at,
    PointsEntry.stands.label("entry_stands"),
    PointsEntry.rule_id,
)


_Deeds: TypeAlias = Select[*tuple[Any, ...]]


class Read(NamedTuple):
    """A deed that might give points, and the line that stands for it now."""

    line: Line
    entry_id: int | None
    held: Worth | None


@dataclass(frozen=True)
class Bounds:
    """Whose deeds are read, and of which days; no days are all."""

    members: Collection[int]
    days: Collection[int] = ()


def rules() -> Rules:
    """All versions of all rules."""
    return Rules(_VERSIONS.rows())


def version_count(reason: Reason) -> int:
    """How often a rule has been changed."""
    query = select(func.count()).select_from(PointsRule).where(PointsRule.reason == reason)
    return db.session.scalar(query) or 0


def touched(deed_ids: Collection[int]) -> Sequence[Any]:
    """These deeds, and those that they reversed or restored, as far as they give points, or say
    when somebody earns none."""
    rows: Sequence[Any] = _THESE.rows(ids=list(deed_ids))
    lines = [row.id for row in rows if row.kind in TURNS]
    turned: Sequence[Any] = _TURNED.rows(ids=lines) if lines else ()
    return [row for row in (*rows, *turned) if row.kind in OF_KIND or row.kind == DeedKind.PAUSED]


def within(bounds: Bounds) -> Sequence[Read]:
    """The deeds of these members and days, in the order of the log. One query."""
    members, days = list(bounds.members), list(bounds.days)
    if not days:
        return _read(_OF_MEMBERS.rows(members=members))
    since, until = (EPOCH + timedelta(days=day) for day in (min(days), max(days) + 1))
    return _read(_OF_DAYS.rows(members=members, days=days, since=since, until=until))


def everybody() -> Iterator[Sequence[Read]]:
    """All deeds that might give points, some hundred members at a time."""
    last = db.session.scalar(select(func.max(User.id))) or 0
    for first in range(1, last + 1, AT_ONCE):
        yield _read(_BETWEEN.rows(first=first, last=first + AT_ONCE - 1))


def strays() -> Sequence[Any]:
    """Lines of members to whom their deed does not belong. Id, member and deed."""
    owner = case((Deed.kind.in_(RECEIVED), Deed.to_id), else_=Deed.who_id)
    query = (
        select(PointsEntry.id, PointsEntry.user_id, PointsEntry.deed_id)
        .outerjoin(Deed, Deed.id == PointsEntry.deed_id)
        .where(or_(owner.is_(None), owner != PointsEntry.user_id, Deed.kind.not_in(OF_KIND)))
    )
    return db.session.execute(query).all()


def receivers_from(member_id: int) -> Sequence[int]:
    """Everybody whose points might hang on what this member did to them."""
    query = select(Deed.to_id).where(Deed.who_id == member_id, Deed.kind.in_(RECEIVED)).distinct()
    return [found for found in db.session.scalars(query) if found is not None]


def _read(rows: Sequence[Any]) -> Sequence[Read]:
    return [_of_row(row) for row in sorted(rows, key=lambda row: row[0])]


def _of_row(row: Any) -> Read:
    line = Line._make(row[:12])
    held = None if row[12] is None else Worth(line.owner_id, *row[13:])
    return Read(line, row[12], held)


def _side(
    owner: Any, kinds: Collection[DeedKind], which: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    """Deeds of these kinds by their owner, who has an index on either side."""
    entry = and_(PointsEntry.deed_id == Deed.id, PointsEntry.user_id == owner)
    return (
        select(
            Deed.id,
            Deed.kind,
            owner.label("owner_id"),
            Deed.who_id,
            Deed.to_id,
            Deed.channel_id,
            Deed.at,
            Deed.day,
            Deed.size,
            Deed.words,
            Deed.stands,
            User.created_at,
            *_HELD,
        )
        .join(User, User.id == owner)
        .outerjoin(PointsEntry, entry)
        .where(which, Deed.kind.in_(sorted(kinds)))
    )


def _of_days() -> CompoundSelect[*tuple[Any, ...]]:
    members: Any = bindparam("members", expanding=True)
    days = and_(
        Deed.at >= bindparam("since"),
        Deed.at < bindparam("until"),
        Deed.day.in_(bindparam("days", expanding=True)),
    )
    return union_all(
        _side(Deed.who_id, DONE - KINDS_ONCE, and_(Deed.who_id.in_(members), days)),
        _side(Deed.to_id, RECEIVED, and_(Deed.to_id.in_(members), days)),
        _side(Deed.who_id, KINDS_ONCE, Deed.who_id.in_(members)),
    )


def _of_all(which: Callable[[Any], ColumnElement[bool]]) -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(
        _side(Deed.who_id, DONE, which(Deed.who_id)), _side(Deed.to_id, RECEIVED, which(Deed.to_id))
    )


def _deeds(column: Any) -> _Deeds:
    ids: Any = bindparam("ids", expanding=True)
    facts = (Deed.id, Deed.kind, Deed.who_id, Deed.to_id, Deed.day, Deed.stands)
    return select(*facts).where(column.in_(ids))


# Put together once, because the worker asks them for everything that is done.
_VERSIONS = Direct(select(*PointsRule.__table__.columns))
_THESE = Direct(_deeds(Deed.id))
# Hardly any deed has ever been turned, and whoever plans a query does not know it: on its own.
_TURNED = Direct(_deeds(Deed.turned_by_id))
_OF_DAYS = Direct(_of_days())
_OF_MEMBERS = Direct(_of_all(lambda owner: owner.in_(bindparam("members", expanding=True))))
_BETWEEN = Direct(_of_all(lambda owner: owner.between(bindparam("first"), bindparam("last"))))
