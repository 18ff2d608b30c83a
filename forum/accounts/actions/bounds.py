"""What keeps a member from writing or from coming in, written where every policy reads it.

Steps for others: who decided it, why and for how long is known where it is decided.
"""

from datetime import datetime

from sqlalchemy import select

from forum.accounts import leavings
from forum.accounts.actions.sessions import end_all_sessions
from forum.accounts.models import MergedMember, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action


@action
def silence(user: User, until: datetime | None) -> None:
    """The member reads but does not write until then; None lets them write."""
    user.silenced_until = until


@action
def suspend(user: User, until: datetime | None) -> None:
    """The member does not come in until then; None opens the door. Sessions end at once."""
    user.suspended_until = until
    if user.is_suspended:
        end_all_sessions(user)


@action
def warn(user: User, since: datetime | None) -> None:
    """A warning has waited since then to be read; None says that nothing waits."""
    user.warned_at = since


@action
def close_account(user: User) -> None:
    """The member comes in no more; name, address and texts stay as they are."""
    if user.deactivated_at is None:
        user.deactivated_at = clock.now()
        end_all_sessions(user)


@action
def reopen_account(user: User) -> None:
    """Take it back. Whoever left or became part of another account stays where they are."""
    leaving = leavings.leaving_of(user)
    has_left = leaving is not None and leaving.closed_at is not None
    if not has_left and not _is_merged(user):
        user.deactivated_at = None


def _is_merged(user: User) -> bool:
    query = select(MergedMember.from_id).where(MergedMember.from_id == user.id)
    return db.session.scalar(query) is not None
