"""Writing summaries: one for each member and day, whatever happens to the worker."""

from datetime import timedelta

from sqlalchemy import delete, select

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.mail import actions as mail
from forum.mail import compose
from forum.mail import queries as letters
from forum.notices import digests, policy, queries
from forum.notices.models import Digest
from forum.notices.queries import Due

# A day on which nothing was sent need not be known for longer.
KEPT = timedelta(days=30)


@action
def write_digest(due: Due) -> bool:
    """Send a member the summary of a day, unless there is nothing to say; says whether.

    The row of the day is what keeps it from being sent twice: it is written with the letter, or
    neither is.
    """
    member = db.session.get_one(User, due.user_id, populate_existing=True)
    if not _take(due):
        return False
    if not _may_be_sent(member):
        return False
    with compose.speaking(member.locale):
        contents = queries.contents_for(member, due.when)
    if contents.is_empty:
        return False
    letter = digests.letter_for(member, contents)
    mail.post(
        digests.KIND, to=member.email, leave_address=letter.leave_address, **letter.written.parts
    )
    for line in contents.lines:
        line.notice.mailed_at = clock.now()
    db.session.get_one(Digest, (due.user_id, due.day)).was_sent = True
    return True


@action
def pass_over(due: Due) -> None:
    """Leave out the summary of a day that could not be written."""
    _take(due)


@action
def purge_digests() -> None:
    """Forget days of long ago, but not what was sent in vain since a member was last here."""
    seen = select(User.last_seen_at).where(User.id == Digest.user_id).scalar_subquery()
    over = ~Digest.was_sent | (Digest.at < seen)
    db.session.execute(
        delete(Digest)
        .where(Digest.at < clock.now() - KEPT, over)
        .execution_options(synchronize_session=False)
    )


def _take(due: Due) -> bool:
    row = insert(Digest).values(user_id=due.user_id, day=due.day, at=clock.now(), was_sent=False)
    once = row.on_conflict_do_nothing(index_elements=["user_id", "day"])
    return db.session.scalar(once.returning(Digest.user_id)) is not None


def _may_be_sent(member: User) -> bool:
    """Asked once more, because the list of those whose turn it is was made a moment ago."""
    return (
        member.is_active
        and policy.can_be_mailed(member)
        and not letters.is_stopped(member.email)
        and not queries.is_leaving(member.id)
    )
