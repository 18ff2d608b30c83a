"""Pairs of members who mostly cheer each other: as the figures say, and as it is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from forum.accounts.models import User
from forum.activity.models import Deed, DeedKind
from forum.kernel import clock
from forum.kernel.db import db

# Of all the reactions that each of them gave in these days, more than this share, and so many.
DAYS_LOOKED_AT = 30
SHARE = 0.4
LEAST = 20


@dataclass(frozen=True)
class Pair:
    """Two members whose reactions to each other count half, since when."""

    one: User
    other: User
    since: datetime


def pairs_by_figures() -> set[tuple[int, int]]:
    """Who gives each other that much, lower id first. One query."""
    since = clock.now() - timedelta(days=DAYS_LOOKED_AT)
    counted = (
        select(Deed.who_id, Deed.to_id, func.count().label("count"))
        .where(
            Deed.kind == DeedKind.REACTED,
            Deed.at > since,
            Deed.stands.is_(True),
            Deed.who_id != Deed.to_id,
        )
        .group_by(Deed.who_id, Deed.to_id)
        .cte("given")
    )
    all_of = func.sum(counted.c.count).over(partition_by=counted.c.who_id)
    shares = select(counted, all_of.label("all_of")).cte("shares")
    there, back = shares.alias("there"), shares.alias("back")
    query = select(there.c.who_id, there.c.to_id).where(
        there.c.who_id == back.c.to_id,
        there.c.to_id == back.c.who_id,
        there.c.who_id < there.c.to_id,
        *(one.c.count >= LEAST for one in (there, back)),
        *(one.c.count > SHARE * one.c.all_of for one in (there, back)),
    )
    return {(row[0], row[1]) for row in db.session.execute(query)}


def pairs() -> Sequence[Pair]:
    """The pairs that are written down and not over, the latest first."""
    one, other = aliased(User), aliased(User)
    lines = _last_lines()
    query = (
        select(one, other, Deed.id, Deed.at)
        .join(one, one.id == Deed.who_id)
        .join(other, other.id == Deed.to_id)
        .where(Deed.id.in_([line_id for line_id, is_on in lines.values() if is_on]))
        .order_by(Deed.id.desc())
    )
    return [Pair(row[0], row[1], row[3]) for row in db.session.execute(query)]


def pairs_on() -> set[tuple[int, int]]:
    """The same by ids, lower id first."""
    return {pair for pair, (_, is_on) in _last_lines().items() if is_on}


def _last_lines() -> Mapping[tuple[int, int], tuple[int, bool]]:
    """The last line about every two members, and whether it says that they are paired."""
    query = select(Deed.id, Deed.who_id, Deed.to_id, Deed.size).where(
        Deed.kind == DeedKind.PAIRED, Deed.stands.is_(True), Deed.who_id != Deed.to_id
    )
    found: dict[tuple[int, int], tuple[int, bool]] = {}
    for row in db.session.execute(query.order_by(Deed.id)):
        low, high = sorted((row.who_id, row.to_id))
        found[low, high] = (row.id, row.size > 0)
    return found
