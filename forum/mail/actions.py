"""Posting letters, and noting what became of them: steps for other slices and the worker."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from forum.jobs.actions import enqueue
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.mail import envelope
from forum.mail.models import Letter
from forum.mail.queries import SEND

KEPT = timedelta(days=30)
LONGEST_ERROR = 1000


@action
def post(kind: str, *, to: str, subject: str, text: str, html: str | None = None) -> Letter:
    """Owe a letter to this address; a worker sends it after the commit.

    The words are best made by `forum.mail.compose.write`. The kind names the letter in lists.
    """
    letter = Letter(
        kind=kind,
        to_address=envelope.clean_address(to),
        subject=envelope.clean_subject(subject),
        text=text,
        html=html,
        message_id=envelope.new_message_id(),
    )
    db.session.add(letter)
    db.session.flush()
    enqueue(SEND, {"letter": letter.id}, key=str(letter.id))
    return letter


@action
def note_sent(letter_id: int) -> None:
    """The letter has left the house; its words are not needed any more."""
    _settle(letter_id, sent_at=clock.now(), error=None)


@action
def note_failed(letter_id: int, error: str) -> None:
    """The address or the letter was refused for good: do not try again."""
    _settle(letter_id, failed_at=clock.now(), error=error[:LONGEST_ERROR])


@action
def note_trouble(letter_id: int, error: str) -> None:
    """A try failed; there will be another."""
    _change(letter_id, error=error[:LONGEST_ERROR])


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
