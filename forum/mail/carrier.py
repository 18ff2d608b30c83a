"""Carrying a letter out of the house: by SMTP, or into a file while no server is set."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

from forum.config import Config
from forum.kernel.slugs import slugify
from forum.mail import envelope
from forum.mail.models import NOWHERE, Letter
from forum.outside import actions as outside

PATIENCE_SECONDS = 60
REFUSED_FOR_GOOD = 500
NEARBY = {"localhost", "127.0.0.1", "::1"}


class Undeliverable(Exception):
    """The server refused the letter for good."""


class AddressRefused(Undeliverable):
    """The server refused the address for good: other letters will not fare better."""


class NoTls(smtplib.SMTPException):
    """The server would have the password go over an open line."""


def carry(letter: Letter, *, patience: float = PATIENCE_SECONDS) -> None:
    """Send the letter. Raises Undeliverable when trying again is of no use, else anything."""
    config: Config = current_app.extensions["config"]
    if letter.to_address.endswith(NOWHERE):
        raise Undeliverable("this member has no mail address")
    if config.smtp_url:
        server = urlsplit(config.smtp_url)
        _send(envelope.message(letter), letter.to_address, server, patience=patience)
    else:
        _write(letter, config.mail_dir)


def _send(message: EmailMessage, to: str, server: SplitResult, *, patience: float) -> None:
    try:
        with _connected(server, patience) as connection:
            connection.send_message(message, envelope.sender()[1], [to])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients[to]
        if code >= REFUSED_FOR_GOOD:
            raise AddressRefused(_said(code, words)) from error
        raise
    except smtplib.SMTPDataError as error:
        if error.smtp_code >= REFUSED_FOR_GOOD:
            raise Undeliverable(_said(error.smtp_code, error.smtp_error)) from error
        raise


@contextmanager
def _connected(server: SplitResult, patience: float) -> Iterator[smtplib.SMTP]:
    """A connection over which it is safe to speak."""
    host, context = server.hostname or "", ssl.create_default_context()
    with _opened(server, context, patience=patience) as connection:
        connection.ehlo()
        is_secret = server.scheme == "smtps"
        if not is_secret and connection.has_extn("starttls"):
            connection.starttls(context=context)
            connection.ehlo()
            is_secret = True
        if server.username:
            if not is_secret and host not in NEARBY:
                raise NoTls("The server offers no TLS: the password stays here.")
            connection.login(unquote(server.username), unquote(server.password or ""))
        yield connection


def _opened(server: SplitResult, context: ssl.SSLContext, *, patience: float) -> smtplib.SMTP:
    host = server.hostname or ""
    outside.note(host, "mail")
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=patience, context=context)
    return smtplib.SMTP(host, server.port or 25, timeout=patience)


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"


def _write(letter: Letter, folder: Path) -> None:
    """Put the letter into a file of its own; a second try writes the same file again."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{letter.created_at:%Y%m%d-%H%M%S}-{slugify(letter.kind, 'mail')}-{letter.id}.eml"
    half = folder / f".{name}"
    half.touch(mode=0o600)
    # On the wire lines end in two characters; a file is for people and their editors.
    half.write_bytes(envelope.message(letter).as_bytes(policy=envelope.WIRE.clone(linesep="\n")))
    half.replace(folder / name)
