"""Taking away what nobody needs any more."""

from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import EmailChange, OneTimeLink, Purpose, Session, User
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
    gone = [user_id for user_id in _never_confirmed() if _forget(user_id)]
    old = or_(OneTimeLink.expires_at < now - LINKS_KEPT, OneTimeLink.used_at < now - LINKS_KEPT)
    db.session.execute(delete(OneTimeLink).where(old))
    return len(gone)


def _never_confirmed() -> list[int]:
    """Members who were asked to confirm, and let all the time for it pass."""
    asked = select(OneTimeLink.user_id).where(OneTimeLink.purpose == Purpose.CONFIRM)
    query = select(User.id).where(
        User.approved_at.is_(None),
        User.email_confirmed_at.is_(None),
        User.deactivated_at.is_(None),
        User.created_at < clock.now() - UNCONFIRMED_FOR,
        User.id.in_(asked),
    )
    return list(db.session.scalars(query))


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
