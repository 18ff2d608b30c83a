"""The launches that a report speaks of: this one, and those before it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.launches.models import Launch, LaunchState, LaunchWindow

# A report compares with so many launches before.
BEFORE = 3


def before(launch: Launch, opens_at: datetime) -> tuple[Sequence[Launch], Sequence[Launch]]:
    """The last launches that opened earlier: of any kind, and of the same kind; two queries."""
    return _before(launch, opens_at, same_kind=False), _before(launch, opens_at, same_kind=True)


def _before(launch: Launch, opens_at: datetime, *, same_kind: bool) -> Sequence[Launch]:
    opened = func.min(LaunchWindow.opens_at)
    query = (
        select(Launch)
        .join(LaunchWindow, LaunchWindow.launch_id == Launch.id)
        .where(Launch.id != launch.id, Launch.state == LaunchState.SCHEDULED)
        .group_by(Launch.id)
        .having(opened < opens_at)
        .order_by(opened.desc(), Launch.id.desc())
        .limit(BEFORE)
    )
    if same_kind:
        query = query.where(Launch.kind == launch.kind)
    return db.session.scalars(query).all()
