"""Who wants to hear that a launch has opened."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from forum.kernel.db import db
from forum.launches.models import Launch, LaunchReminder, LaunchState, LaunchWindow


def reminder_of(user_id: int, launch: Launch) -> LaunchReminder | None:
    """Whether a member is to be told."""
    return db.session.get(LaunchReminder, (launch.id, user_id), populate_existing=True)


def windows_to_tell(now: datetime) -> Sequence[LaunchWindow]:
    """Windows that have opened and of which nobody was told yet."""
    query = (
        select(LaunchWindow)
        .join(Launch, Launch.id == LaunchWindow.launch_id)
        .where(
            LaunchWindow.opens_at <= now,
            LaunchWindow.told_at.is_(None),
            Launch.state == LaunchState.SCHEDULED,
            Launch.stopped_at.is_(None),
        )
        .order_by(LaunchWindow.id)
        .limit(100)
    )
    return db.session.scalars(query).all()


def to_be_told(window: LaunchWindow) -> Sequence[LaunchReminder]:
    """Who wants to hear of this window and was not told."""
    query = select(LaunchReminder).where(
        LaunchReminder.window_id == window.id, LaunchReminder.told_at.is_(None)
    )
    return db.session.scalars(query).all()
