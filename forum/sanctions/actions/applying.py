"""Writing where every policy reads it what the sanctions that stand come to."""

from forum.accounts import actions as door
from forum.accounts import queries as accounts
from forum.kernel.db import db
from forum.sanctions import queries


def apply(user_id: int) -> None:
    """Let the member's row say what the standing sanctions give, no more and no less."""
    db.session.flush()
    user, bounds = accounts.held_member(user_id), queries.bounds_of(user_id)
    door.silence(user, bounds.silenced_until)
    door.suspend(user, bounds.suspended_until)
    door.warn(user, bounds.warned_at)
    if bounds.is_removed:
        door.close_account(user)
    db.session.flush()
