"""Reading what comes back when a letter could not be delivered (RFC 3464).

Anybody can write such a message. What proves that it answers a letter of ours is the Message-ID in
it: nobody but the reader's mail system has seen that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from typing import Any

# The end of a message is of no use, and whoever sends it decides how long it is.
LONGEST = 256 * 1024
MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
HEADS = {"message/rfc822", "text/rfc822-headers", "message/global-headers"}


class NoReport(Exception):
    """The message does not say that a letter could not be delivered."""


@dataclass(frozen=True)
class Report:
    """What became of one letter, by what the other side says."""

    message_id: str
    # The words of the other side, as mail servers say them: "5.1.1 smtp; 550 no such user".
    said: str
    # Whether the letter is given up; otherwise it is only late.
    is_final: bool
    # Whether the address itself takes nothing, now and later.
    is_hard: bool


def read(raw: bytes) -> Report:
    """What a message says about a letter of ours. Raises NoReport."""
    message = message_from_bytes(raw[:LONGEST])
    if message.get_content_type() != "multipart/report":
        raise NoReport("this is no delivery report")
    fields = next(_recipients(message), None)
    message_id = next(_named(message), "")
    if fields is None or not message_id:
        raise NoReport("the report does not say which letter it is about")
    action = _field(fields, "Action").casefold()
    status = STATUS.search(_field(fields, "Status"))
    code = status.group() if status else ""
    words = f"{code} {_field(fields, 'Diagnostic-Code')}".strip()
    is_final = action == "failed"
    return Report(message_id, words or action, is_final, is_final and code.startswith("5"))


def _recipients(message: Message) -> Iterator[Message]:
    """The blocks about one recipient each; a letter of ours has one."""
    for part in message.walk():
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else []:
                if isinstance(block, Message) and block.get("Action"):
                    yield block


def _named(message: Message) -> Iterator[str]:
    """The Message-ID of the letter that came back, wherever the other side put it."""
    for part in message.walk():
        if part.get_content_type() in HEADS:
            held: Any = part.get_payload()
            letter = held[0] if isinstance(held, list) and held else None
            letter = letter or message_from_string(_text(part))
            for value in letter.get_all("Message-ID", []):
                yield from MESSAGE_ID.findall(str(value))


def _text(part: Message) -> str:
    held = part.get_payload(decode=True)
    return held.decode("utf-8", "replace") if isinstance(held, bytes) else str(held or "")


def _field(fields: Message, name: str) -> str:
    value = " ".join(str(fields.get(name, "")).split())
    return "".join(c for c in value if c.isprintable())[:500]
