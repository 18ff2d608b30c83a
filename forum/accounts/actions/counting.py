"""Facts about members that others count: posts, visits. Steps for other actions."""

from collections.abc import Hashable
from datetime import datetime, timedelta

from sqlalchemy import select, update

from forum.accounts.models import Session, User
from forum.kernel import clock, counters
from forum.kernel.db import db
from forum.kernel.unit import action

# However often it is used, a session is asked for the password again some day.
LONGEST_SESSION = timedelta(days=180)


@action
def count(user_id: int, **changes: int) -> None:
    """Add to a member's counters, as in `count(7, post_count=1)`; the database does the sum."""
    counters.add(User, user_id, changes)


@action
def note_seen(sessions: dict[Hashable, datetime]) -> None:
    """Write when sessions, and so their members, were last seen; a session in use lives longer."""
    found = db.session.scalars(select(Session).where(Session.id.in_(sessions))).all()
    for session in found:
        moment = sessions[session.id]
        idle_until = moment + timedelta(seconds=session.idle_seconds)
        session.last_seen_at = moment
        session.expires_at = min(idle_until, session.created_at + LONGEST_SESSION)
        db.session.execute(
            update(User).where(User.id == session.user_id).values(last_seen_at=moment)
        )


@action
def catch_up(user: User) -> None:
    """Let everything that was written up to now count as read by the member."""
    db.session.execute(update(User).where(User.id == user.id).values(caught_up_at=clock.now()))
