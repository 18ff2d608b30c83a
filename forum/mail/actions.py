"""Posting letters, and noting what became of them: steps for other slices and the worker."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from forum.jobs.actions import enqueue, hasten
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Person, require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.mail import envelope, policy, queries
from forum.mail.bounces import Report
from forum.mail.models import Letter, RefusedAddress
from forum.mail.queries import SEND
from forum.mail.signals import AddressForgiven, LetterRetried

KEPT = timedelta(days=30)
LONGEST_ERROR = 1000
# What was taken and could not be delivered comes back within this time.
COMES_BACK_WITHIN = timedelta(days=14)
# An address that was refused for good so often in a row is stopped.
STOPPED_AFTER = 3


@action
def post(
    kind: str,
    *,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    leave_address: str | None = None,
    thread: str | None = None,
) -> Letter:
    """Owe a letter to this address; a worker sends it after the commit.

    `forum.mail.compose.write` makes the words. The kind names the letter in lists; at the leave
    address a POST alone ends letters of the kind; letters about one thing share a thread.
    """
    letter = Letter(
        kind=kind,
        to_address=envelope.clean_address(to),
        subject=envelope.clean_subject(subject),
        text=text,
        html=html,
        message_id=envelope.new_message_id(),
        leave_address=leave_address,
        thread=thread,
    )
    db.session.add(letter)
    db.session.flush()
    # Known by its name: an id may come again, on SQLite or after a move without the letters.
    enqueue(SEND, {"letter": letter.id}, key=letter.message_id)
    return letter


@action
def forget_addresses(addresses: Collection[str]) -> None:
    """Keep no letter to these addresses, sent or not, and nothing that is known of them."""
    for table, column in ((Letter, Letter.to_address), (RefusedAddress, RefusedAddress.address)):
        db.session.execute(delete(table).where(column.in_(addresses)))


@action
def note_sent(letter_id: int) -> None:
    """The letter has left the house; its words are not needed any more."""
    _settle(letter_id, sent_at=clock.now(), error=None)
    address = select(Letter.to_address).where(Letter.id == letter_id).scalar_subquery()
    # What comes back comes days later: until then a letter that was taken proves nothing.
    is_over = RefusedAddress.stopped_at.is_(None) & (
        RefusedAddress.refused_at < clock.now() - COMES_BACK_WITHIN
    )
    which = delete(RefusedAddress).where(RefusedAddress.address == address)
    db.session.execute(which.where(~RefusedAddress.came_back | is_over))


@action
def note_failed(letter_id: int, error: str) -> None:
    """The address or the letter was refused for good: do not try again."""
    _settle(letter_id, failed_at=clock.now(), error=error[:LONGEST_ERROR])


@action
def note_refused(letter_id: int, error: str) -> None:
    """The address was refused for good; after some times in a row it is stopped."""
    note_failed(letter_id, error)
    letter = db.session.get_one(Letter, letter_id)
    _count_refusal(letter, error, came_back=False)


@action
def note_came_back(report: Report) -> Letter | None:
    """A letter that had left could not be delivered; says which one it was.

    Nothing, when it is none of ours or is known to have failed already. An address that takes
    nothing is counted like one that was refused at once.
    """
    query = select(Letter).where(Letter.message_id == report.message_id)
    letter = db.session.scalar(query.with_for_update())
    if letter is None or letter.sent_at is None:
        return None
    if report.is_final:
        error = report.said[:LONGEST_ERROR]
        letter.sent_at, letter.failed_at, letter.error = None, clock.now(), error
        if report.is_hard:
            _count_refusal(letter, error, came_back=True)
    return letter


def _count_refusal(letter: Letter, error: str, *, came_back: bool) -> None:
    row = insert(RefusedAddress).values(
        address=letter.to_address,
        times=1,
        refused_at=clock.now(),
        stopped_at=None,
        came_back=came_back,
        error=error[:LONGEST_ERROR],
    )
    again = row.on_conflict_do_update(
        index_elements=["address"],
        set_={
            "times": RefusedAddress.times + 1,
            "refused_at": row.excluded.refused_at,
            "came_back": row.excluded.came_back,
            "error": row.excluded.error,
        },
    )
    times = db.session.scalar(again.returning(RefusedAddress.times))
    if times is not None and times >= STOPPED_AFTER:
        which = update(RefusedAddress).where(RefusedAddress.address == letter.to_address)
        first = which.where(RefusedAddress.stopped_at.is_(None))
        db.session.execute(first.values(stopped_at=clock.now()))


@action
def forgive(address: str) -> None:
    """Try an address again that was stopped, because its owner says that it works."""
    db.session.execute(delete(RefusedAddress).where(RefusedAddress.address == address))


@action
def let_again(admin: Person, address: str) -> bool:
    """Let letters go to a stopped address again; false when it is not stopped any more."""
    require(policy.can_look_after(admin))
    if not queries.is_stopped(address):
        return False
    forgive(address)
    announce(AddressForgiven(address, admin.id))
    return True


@action
def note_trouble(letter_id: int, error: str) -> None:
    """A try failed; there will be another."""
    _change(letter_id, error=error[:LONGEST_ERROR])


@action
def note_trial(letter: Letter, *, error: str | None) -> None:
    """Write down a letter that was tried at once: sent, or failed for good. No job comes of it."""
    row = Letter(
        kind=letter.kind,
        to_address=letter.to_address,
        subject=letter.subject,
        text="",
        message_id=letter.message_id,
        created_at=letter.created_at,
    )
    if error is None:
        row.sent_at = clock.now()
    else:
        row.failed_at, row.error = clock.now(), error[:LONGEST_ERROR]
    db.session.add(row)


@action
def try_again(admin: Person, letter: Letter) -> bool:
    """Send a letter soon that could not be sent yet; false when there is nothing to send any more.

    A letter that was refused for good has lost its words: they may have held a secret link.
    """
    require(policy.can_look_after(admin))
    if letter.is_settled or not hasten(SEND, letter.message_id):
        return False
    announce(LetterRetried(letter.id, admin.id))
    return True


@action
def purge() -> None:
    """Forget letters that were settled long ago."""
    before = clock.now() - KEPT
    settled_long_ago = (Letter.sent_at < before) | (Letter.failed_at < before)
    db.session.execute(delete(Letter).where(settled_long_ago))


def _settle(letter_id: int, **values: Any) -> None:
    _change(letter_id, text="", html=None, **values)


def _change(letter_id: int, **values: Any) -> None:
    db.session.execute(update(Letter).where(Letter.id == letter_id).values(**values))
