"""Carrying a letter out of the house: by SMTP, or into a file while no server is set."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

from forum.config import Config
from forum.kernel.slugs import slugify
from forum.mail import envelope
from forum.mail.models import Letter

PATIENCE_SECONDS = 60
REFUSED_FOR_GOOD = 500
NOWHERE = ".invalid"
NEARBY = {"localhost", "127.0.0.1", "::1"}


class Undeliverable(Exception):
    """The server refused the address or the letter for good."""


def carry(letter: Letter) -> None:
    """Send the letter. Raises Undeliverable when trying again is of no use, else anything."""
    config: Config = current_app.extensions["config"]
    if letter.to_address.endswith(NOWHERE):
        raise Undeliverable("this member has no mail address")
    if config.smtp_url:
        _send(envelope.message(letter), letter.to_address, urlsplit(config.smtp_url))
    else:
        _write(letter, config.mail_dir)


def _send(message: EmailMessage, to: str, server: SplitResult) -> None:
    try:
        with _connected(server) as connection:
            connection.send_message(message, envelope.sender()[1], [to])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients[to]
        _raise_if_for_good(code, words, error)
        raise
    except smtplib.SMTPDataError as error:
        _raise_if_for_good(error.smtp_code, error.smtp_error, error)
        raise


@contextmanager
def _connected(server: SplitResult) -> Iterator[smtplib.SMTP]:
    """A connection over which it is safe to speak."""
    host, context = server.hostname or "", ssl.create_default_context()
    with _opened(server, context) as connection:
        connection.ehlo()
        is_secret = server.scheme == "smtps"
        if not is_secret and connection.has_extn("starttls"):
            connection.starttls(context=context)
            connection.ehlo()
            is_secret = True
        if server.username:
            if not is_secret and host not in NEARBY:
                raise smtplib.SMTPException("The server offers no TLS: the password stays here.")
            connection.login(unquote(server.username), unquote(server.password or ""))
        yield connection


def _opened(server: SplitResult, context: ssl.SSLContext) -> smtplib.SMTP:
    host = server.hostname or ""
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=PATIENCE_SECONDS, context=context)
    return smtplib.SMTP(host, server.port or 25, timeout=PATIENCE_SECONDS)


def _raise_if_for_good(code: int, words: bytes | str, error: Exception) -> None:
    if code >= REFUSED_FOR_GOOD:
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        raise Undeliverable(f"{code} {text}") from error


def _write(letter: Letter, folder: Path) -> None:
    """Put the letter into a file of its own; a second try writes the same file again."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{letter.created_at:%Y%m%d-%H%M%S}-{slugify(letter.kind, 'mail')}-{letter.id}.eml"
    half = folder / f".{name}"
    half.touch(mode=0o600)
    # On the wire lines end in two characters; a file is for people and their editors.
    half.write_bytes(envelope.message(letter).as_bytes(policy=default))
    half.replace(folder / name)
