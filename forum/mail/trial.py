"""Sending one letter at once, while somebody waits for it, and saying what became of it."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from flask import current_app

from forum.kernel import clock
from forum.mail import actions, carrier, envelope
from forum.mail.models import Letter

# Who looks at a page does not wait for as long as the worker does.
PATIENCE_SECONDS = 15
LONGEST_ANSWER = 300


class Fate(StrEnum):
    """What became of a letter that was tried."""

    ACCEPTED = "accepted"
    WRITTEN = "written"
    REFUSED = "refused"
    SENDER_REFUSED = "sender_refused"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 -- a word for what happened
    NO_TLS = "no_tls"
    BAD_CERTIFICATE = "bad_certificate"
    UNKNOWN_HOST = "unknown_host"
    NO_CONNECTION = "no_connection"
    NO_ANSWER = "no_answer"
    OTHER = "other"


@dataclass(frozen=True)
class Outcome:
    """What became of it, and the words of the server, if it said some."""

    fate: Fate
    answer: str = ""

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to mend."""
        return self.fate in {Fate.ACCEPTED, Fate.WRITTEN}


@dataclass(frozen=True)
class Server:
    """Where mail goes out, as far as it may be shown: never its password."""

    host: str
    port: int
    name: str
    is_encrypted: bool
    sender: str
    folder: str

    @property
    def is_set(self) -> bool:
        """Whether there is one; otherwise letters become files in the folder."""
        return bool(self.host)


def server() -> Server:
    """The mail server of the operator's choice."""
    config = current_app.extensions["config"]
    parts = urlsplit(config.smtp_url)
    is_encrypted = parts.scheme == "smtps"
    return Server(
        host=parts.hostname or "",
        port=parts.port or (465 if is_encrypted else 25),
        name=parts.username or "",
        is_encrypted=is_encrypted,
        sender=envelope.sender()[1],
        folder=config.mail_dir.name,
    )


def send(kind: str, *, to: str, subject: str, text: str, html: str | None = None) -> Outcome:
    """Carry a letter now, over the way that all letters take. Asked for outside a transaction."""
    letter = Letter(
        id=0,
        kind=kind,
        to_address=envelope.clean_address(to),
        subject=envelope.clean_subject(subject),
        text=text,
        html=html,
        message_id=envelope.new_message_id(),
        created_at=clock.now(),
    )
    try:
        carrier.carry(letter, patience=PATIENCE_SECONDS)
    except Exception as error:
        outcome = Outcome(_fate(error), _answer(error))
    else:
        outcome = Outcome(Fate.ACCEPTED if server().is_set else Fate.WRITTEN)
    actions.note_trial(letter, error=None if outcome.is_good else outcome.answer)
    return outcome


def _fate(error: Exception) -> Fate:
    """The first kind that fits; the more particular ones stand before those they belong to."""
    return next((fate for fits, fate in _KINDS if fits(error)), Fate.OTHER)


def _is(*kinds: type[Exception]) -> Callable[[Exception], bool]:
    return lambda error: isinstance(error, kinds)


_KINDS: tuple[tuple[Callable[[Exception], bool], Fate], ...] = (
    (
        _is(carrier.Undeliverable, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError),
        Fate.REFUSED,
    ),
    (_is(smtplib.SMTPSenderRefused), Fate.SENDER_REFUSED),
    (_is(smtplib.SMTPAuthenticationError), Fate.WRONG_PASSWORD),
    (_is(carrier.NoTls), Fate.NO_TLS),
    (_is(ssl.SSLError), Fate.BAD_CERTIFICATE),
    (_is(socket.gaierror), Fate.UNKNOWN_HOST),
    (_is(TimeoutError, smtplib.SMTPServerDisconnected), Fate.NO_ANSWER),
    (_is(smtplib.SMTPException), Fate.OTHER),
    (_is(OSError), Fate.NO_CONNECTION),
)


def _answer(error: Exception) -> str:
    """The words of the server, or of the system, on one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _one_line(f"{code} {_text(words)}")
    if isinstance(error, smtplib.SMTPResponseException):
        return _one_line(f"{error.smtp_code} {_text(error.smtp_error)}")
    return _one_line(str(error))


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _one_line(words: str) -> str:
    return " ".join(words.split())[:LONGEST_ANSWER]
