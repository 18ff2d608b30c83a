"""Every change to members and their sessions. Only this slice writes to the users table."""

from collections.abc import Hashable
from datetime import datetime

from sqlalchemy import update

from forum.accounts.models import Session, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action


@action
def note_seen(sessions: dict[Hashable, datetime]) -> None:
    """Write when sessions, and so their members, were last seen."""
    for session_id, moment in sessions.items():
        seen = update(Session).where(Session.id == session_id).values(last_seen_at=moment)
        user_id = db.session.scalar(seen.returning(Session.user_id))
        db.session.execute(update(User).where(User.id == user_id).values(last_seen_at=moment))


@action
def count(user_id: int, **changes: int) -> None:
    """Add to a member's counters, as in `count(7, post_count=1)`; the database does the sum."""
    sums = {name: getattr(User, name) + change for name, change in changes.items()}
    db.session.execute(update(User).where(User.id == user_id).values(**sums))


@action
def catch_up(user: User) -> None:
    """Let everything that was written up to now count as read by the member."""
    db.session.execute(update(User).where(User.id == user.id).values(caught_up_at=clock.now()))
