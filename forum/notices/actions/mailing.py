"""Writing letters about notices that nobody has read in time."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from forum.accounts.models import User
from forum.jobs.actions import enqueue
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.mail import actions as mail
from forum.mail import queries as letters
from forum.notices import letters as words
from forum.notices import policy, queries, settings
from forum.notices.actions.making import owe_letters
from forum.notices.kinds import MailWhen, Wish
from forum.notices.models import Notice, wish_among
from forum.notices.queries import Batch

# Longer than the tries of the job that writes it.
SET_ASIDE = timedelta(days=2)
FIRST_PAUSE = timedelta(minutes=1)


@action
def mail_batch(batch: Batch) -> bool:
    """Write one letter about these notices, unless it is not needed any more; says whether.

    Deciding and writing are one transaction: what is decided is never thought of again.
    """
    notices = queries.lock_batch(batch)
    if not notices:
        return False
    member = db.session.get_one(User, batch.user_id, populate_existing=True)
    wanted = _wanted(member, notices)
    for notice in notices:
        notice.mail_due_at = None
    lines = queries.lines_among(member, [notice.id for notice in wanted]) if wanted else []
    if not lines or not _may_be_sent(member):
        return False
    letter = words.about(member, lines)
    mail.post(
        letter.kind,
        to=member.email,
        leave_address=letter.leave_address,
        thread=letter.thread,
        **letter.written.parts,
    )
    for line in lines:
        line.notice.mailed_at = clock.now()
    return True


@action
def set_aside(batch: Batch) -> None:
    """Let a letter that could not be written be a job of its own, tried and given up as others.

    Other letters go on meanwhile, and none of them waits for it.
    """
    later = clock.now() + SET_ASIDE
    for notice in queries.lock_batch(batch):
        notice.mail_due_at = later
    enqueue(queries.LETTER, asdict(batch), run_at=clock.now() + FIRST_PAUSE)
    owe_letters(later)


def _wanted(member: User, notices: Sequence[Notice]) -> Sequence[Notice]:
    """Those that are still unread, still wished for, and news to somebody who is away."""
    inbox = queries.inbox_of(member)
    when = MailWhen(inbox.mail_when)
    return [
        notice
        for notice in notices
        if not notice.is_read
        and wish_among(inbox.wishes, notice.subject) == Wish.MAIL
        and policy.is_away(member, notice.latest_at, mail_when=when)
    ]


def _may_be_sent(member: User) -> bool:
    if not member.is_active or not policy.can_be_mailed(member):
        return False
    # Whoever is about to leave wants no more letters; should they stay, it is all in the inbox.
    if queries.is_leaving(member.id):
        return False
    if letters.is_stopped(member.email):
        return False
    return queries.letters_to(member.email) < settings.MOST_LETTERS.get()
