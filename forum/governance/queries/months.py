"""The months that were accounted for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from forum.accounts.models import MergedMember
from forum.governance import figures, months
from forum.governance.models import TransparencyMonth
from forum.governance.months import Month
from forum.governance.queries.counting import count
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.moderation.models import Flag, Reviewable
from forum.sanctions.models import Sanction


def made() -> Sequence[TransparencyMonth]:
    """Every month that is frozen, the latest first."""
    query = select(TransparencyMonth).order_by(TransparencyMonth.month.desc())
    return db.session.scalars(query).all()


def month_named(key: str) -> TransparencyMonth:
    """One of them. Raises NotFound."""
    found = db.session.get(TransparencyMonth, key)
    if found is None:
        raise NotFound
    return found


def neighbours(key: str) -> tuple[str, str]:
    """The frozen months before and after one; empty where there is none."""
    column = TransparencyMonth.month
    row = db.session.execute(
        select(
            select(func.max(column)).where(column < key).scalar_subquery(),
            select(func.min(column)).where(column > key).scalar_subquery(),
        )
    ).one()
    return row[0] or "", row[1] or ""


def missing() -> Sequence[Month]:
    """The months that are over and not made, from the first in which anything was looked at."""
    begin = _beginning()
    if begin is None:
        return []
    known = set(db.session.scalars(select(TransparencyMonth.month)))
    over = months.from_until(months.at(begin), clock.now())
    return [month for month in over if month.key not in known]


def is_before_all(month: Month) -> bool:
    """Whether a month was over before anything was looked at here."""
    begin = _beginning()
    return begin is not None and month.ends <= begin


def next_one() -> Month:
    """The month that is going on; its figures are made when it is over."""
    return months.at(clock.now())


def recount(found: TransparencyMonth) -> Mapping[str, Any]:
    """What the month gives now, from all that is still kept."""
    return count(months.named(found.month), hours=found.figures["hours"])


def changed() -> Iterator[tuple[str, Sequence[str]]]:
    """Frozen months that do not equal a recount, and which figures of them do not.

    Left out are months made by other rules than today's, and those since which accounts became
    one: two people who are one now are fewer people.
    """
    merged_at = db.session.scalar(select(func.max(MergedMember.at)))
    for found in made():
        if found.figures.get("version") == figures.VERSION and not _is_before(found, merged_at):
            again = recount(found)
            names = sorted(name for name in again if again[name] != found.figures.get(name))
            if names:
                yield found.month, names


def _is_before(found: TransparencyMonth, merged_at: datetime | None) -> bool:
    return merged_at is not None and merged_at >= found.made_at


def _beginning() -> datetime | None:
    firsts = (Reviewable.created_at, Flag.created_at, Sanction.starts_at)
    found = db.session.execute(select(*(select(func.min(one)).scalar_subquery() for one in firsts)))
    return min((moment for moment in found.one() if moment is not None), default=None)
