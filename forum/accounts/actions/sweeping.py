"""Taking away what nobody needs any more."""

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.exc import IntegrityError

from forum.accounts import queries
from forum.accounts.models import EmailChange, OneTimeLink, Session, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action

UNCONFIRMED_FOR = timedelta(days=7)
LINKS_KEPT = timedelta(days=30)


@action
def sweep() -> int:
    """Forget ended sessions, old links, and sign-ups that nobody ever confirmed.

    Returns how many sign-ups went: their names and addresses are free again.
    """
    now = clock.now()
    db.session.execute(delete(Session).where(Session.expires_at < now))
    never_confirmed = queries.unconfirmed_ids(before=now - UNCONFIRMED_FOR)
    gone = [user_id for user_id in never_confirmed if _forget(user_id)]
    old = or_(OneTimeLink.expires_at < now - LINKS_KEPT, OneTimeLink.used_at < now - LINKS_KEPT)
    db.session.execute(delete(OneTimeLink).where(old))
    return len(gone)


def _forget(user_id: int) -> bool:
    """Take the row away unless something points to it, which then matters more."""
    try:
        with db.session.begin_nested():
            for table in (OneTimeLink, EmailChange):
                db.session.execute(delete(table).where(table.user_id == user_id))
            db.session.execute(delete(User).where(User.id == user_id))
    except IntegrityError:
        return False
    return True
