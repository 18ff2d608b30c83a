"""What stands on a letter: addresses, subject, Message-ID, and all of it as one message."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import parseaddr
from typing import Any

from flask import current_app

from forum.kernel import tokens
from forum.mail.models import Letter

LONGEST_SUBJECT = 250
# Programs read an address here, and decode nothing.
IN_ONE_LINE = "List-Unsubscribe"


class OnTheWire(EmailPolicy):
    """As letters are written, but for a long address in a header, which stays as it is."""

    def fold(self, name: str, value: Any) -> str:
        """A header as text: broken into lines, unless it must not be."""
        if name == IN_ONE_LINE:
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same as bytes."""
        if name == IN_ONE_LINE:
            return self.fold(name, value).encode("ascii")
        return bytes(super().fold_binary(name, value))


WIRE = OnTheWire(linesep=SMTP.linesep)


def sender() -> tuple[str, str]:
    """The name and the address that letters come from."""
    name, address = parseaddr(current_app.extensions["config"].mail_from)
    return name or current_app.extensions["brand"]().name, address


def new_message_id() -> str:
    """A name for a letter that no other letter in the world has."""
    return f"<{tokens.new_public_id()}@{sender()[1].rpartition('@')[2]}>"


def thread_id(thread: str) -> str:
    """The name under which letters of one thread answer each other."""
    return f"<{thread}@{sender()[1].rpartition('@')[2]}>"


def clean_address(address: str) -> str:
    """The address again; raises ValueError for one that could smuggle something into a header."""
    local, _, domain = address.rpartition("@")
    if not local or not domain or not address.isprintable() or set(address) & set(' ,;<>"'):
        raise ValueError(f"{address!r} is no mail address")
    return address


def clean_subject(subject: str) -> str:
    """The subject on one line, without anything invisible."""
    words = " ".join(subject.split())
    return "".join(c for c in words if c.isprintable())[:LONGEST_SUBJECT]


def message(letter: Letter) -> EmailMessage:
    """The letter as it goes out: plain text, with the same as HTML for those who prefer it."""
    name, address = sender()
    mail = EmailMessage(policy=WIRE)
    mail["From"] = Address(name, addr_spec=address)
    mail["To"] = Address(addr_spec=letter.to_address)
    mail["Subject"] = letter.subject
    mail["Date"] = letter.created_at
    mail["Message-ID"] = letter.message_id
    if letter.thread:
        # A letter that was never sent stands for the topic: all others answer it.
        mail["In-Reply-To"] = mail["References"] = thread_id(letter.thread)
    if letter.leave_address:
        mail[IN_ONE_LINE] = f"<{letter.leave_address}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # Answering machines keep quiet on these two.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return mail
