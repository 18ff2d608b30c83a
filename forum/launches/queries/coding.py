"""Codes of launches: who waits for one, and whose is which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.codes import queries as pools
from forum.codes.models import Code, CodeState, Pool
from forum.kernel.db import db
from forum.launches.models import Launch, LaunchEntry, LaunchState
from forum.launches.queries.planning import promised_by_others

FRESH = {"populate_existing": True}
MOST_SHOWN = 50


def first_due(pool_id: int) -> LaunchEntry | None:
    """Who waits for a code of the pool the longest, in a launch whose clock runs."""
    query = select(LaunchEntry).join(Launch, Launch.id == LaunchEntry.launch_id)
    query = query.where(Launch.pool_id == pool_id, *_is_due())
    query = query.order_by(LaunchEntry.code_due_since, LaunchEntry.id).limit(1)
    return db.session.scalar(query, execution_options=FRESH)


def is_somebody_due_before(pool_id: int, since: datetime | None) -> bool:
    """Whether somebody waits for a code of the pool, for longer than since this moment."""
    due = [LaunchEntry.launch_id == Launch.id, Launch.pool_id == pool_id, *_is_due()]
    if since is not None:
        due.append(LaunchEntry.code_due_since < since)
    return bool(db.session.scalar(select(exists().where(*due))))


def pools_due() -> Sequence[Pool]:
    """Pools for whose codes somebody waits."""
    waited = select(Launch.pool_id).join(LaunchEntry, LaunchEntry.launch_id == Launch.id)
    query = select(Pool).where(Pool.id.in_(waited.where(*_is_due())))
    return db.session.scalars(query.order_by(Pool.id)).all()


def code_of(entry_id: int) -> int | None:
    """The number of the code of an entry."""
    return db.session.scalar(select(LaunchEntry.code_id).where(LaunchEntry.id == entry_id))


def with_codes(member: User) -> Sequence[tuple[Launch, LaunchEntry]]:
    """What a member has of launches with codes, the latest first: the code, or a place for one."""
    has = or_(LaunchEntry.code_id.is_not(None), LaunchEntry.code_due_since.is_not(None))
    query = select(Launch, LaunchEntry).join(LaunchEntry, LaunchEntry.launch_id == Launch.id)
    query = query.where(LaunchEntry.user_id == member.id, has).order_by(LaunchEntry.id.desc())
    query = query.options(joinedload(LaunchEntry.code).joinedload(Code.pool)).limit(MOST_SHOWN)
    return [(row[0], row[1]) for row in db.session.execute(query)]


@dataclass(frozen=True)
class Codes:
    """How the codes of a launch stand."""

    pool: Pool
    free: int
    given: int
    used: int
    due: int
    # What other launches that share the pool may still need.
    shared: int = 0

    def is_short(self, launch: Launch) -> bool:
        """Whether there are fewer codes than pieces that are still to be had."""
        if launch.stock_total is None:
            return self.free == 0
        return self.free < launch.stock_total - self.given

    def is_short_together(self, launch: Launch) -> bool:
        """Whether there are fewer than this launch and those that share its pool may need."""
        needed = max(0, (launch.stock_total or 0) - self.given) + self.shared
        return self.shared > 0 and self.free < needed


def codes_in(launch: Launch) -> Codes | None:
    """How the codes of a launch stand; none when it has no codes. Six queries."""
    if launch.pool_id is None:
        return None
    given = select(Code.state, func.count()).join(LaunchEntry, LaunchEntry.code_id == Code.id)
    given = given.where(LaunchEntry.launch_id == launch.id).group_by(Code.state)
    states = {row[0]: row[1] for row in db.session.execute(given)}
    waits = select(func.count()).where(
        LaunchEntry.launch_id == launch.id, LaunchEntry.code_due_since.is_not(None)
    )
    return Codes(
        pools.pool_by_id(launch.pool_id),
        pools.free_count(launch.pool_id),
        sum(states.values()),
        states.get(CodeState.REDEEMED, 0),
        db.session.scalar(waits) or 0,
        promised_by_others(launch),
    )


def entries_with(code_id: int) -> Sequence[LaunchEntry]:
    """Who got this code."""
    query = select(LaunchEntry).where(LaunchEntry.code_id == code_id)
    return db.session.scalars(query, execution_options=FRESH).all()


def _is_due() -> list[ColumnElement[bool]]:
    return [
        LaunchEntry.code_due_since.is_not(None),
        Launch.state == LaunchState.SCHEDULED,
        Launch.stopped_at.is_(None),
    ]
