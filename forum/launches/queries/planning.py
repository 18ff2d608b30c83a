"""What is planned beside a launch, and in some weeks."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from forum.codes.models import Code
from forum.kernel.db import db
from forum.launches.clashing import Planned
from forum.launches.models import Launch, LaunchEntry, LaunchState, LaunchWindow
from forum.launches.queries.launches import windows_of

MOST_PLANNED = 100
DECIDED = (LaunchState.IN_REVIEW, LaunchState.SCHEDULED)


def planned_between(starts: datetime, ends: datetime) -> Sequence[Planned]:
    """Launches with a window in this time, drafts too, as they open; two queries."""
    inside = select(LaunchWindow.launch_id).where(
        LaunchWindow.closes_at >= starts, LaunchWindow.opens_at < ends
    )
    query = select(Launch).where(Launch.id.in_(inside), Launch.state != LaunchState.CANCELLED)
    return _with_windows(db.session.scalars(query.order_by(Launch.id).limit(MOST_PLANNED)).all())


def planned_beside(launch: Launch, windows: Sequence[LaunchWindow]) -> Sequence[Planned]:
    """Other launches, approved or about to be, that are open in the time of this one or take codes
    of the same pool; two queries."""
    near = [Launch.pool_id == launch.pool_id] if launch.pool_id is not None else []
    if windows:
        starts = min(one.opens_at for one in windows)
        ends = max(one.closes_at for one in windows)
        inside = select(LaunchWindow.launch_id).where(
            LaunchWindow.closes_at >= starts, LaunchWindow.opens_at <= ends
        )
        near.append(Launch.id.in_(inside))
    if not near:
        return []
    query = select(Launch).where(Launch.id != launch.id, Launch.state.in_(DECIDED), or_(*near))
    return _with_windows(db.session.scalars(query.order_by(Launch.id).limit(MOST_PLANNED)).all())


def promised_by_others(launch: Launch) -> int:
    """How many codes of its pool the other launches, approved or about to be, may still need."""
    others = [Launch.pool_id == launch.pool_id, Launch.id != launch.id, Launch.state.in_(DECIDED)]
    total = select(func.coalesce(func.sum(Launch.stock_total), 0)).where(*others)
    given = (
        select(func.count(Code.id))
        .join(LaunchEntry, LaunchEntry.code_id == Code.id)
        .join(Launch, Launch.id == LaunchEntry.launch_id)
        .where(*others)
    )
    return max(0, int(db.session.scalar(total) or 0) - int(db.session.scalar(given) or 0))


def _with_windows(launches: Sequence[Launch]) -> Sequence[Planned]:
    windows = windows_of([one.id for one in launches])
    found = [Planned(one, windows[one.id]) for one in launches]
    return sorted(
        found, key=lambda one: one.windows[0].opens_at if one.windows else one.launch.created_at
    )
