"""A mail server on this machine that can be told to misbehave."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


@dataclass
class PostOffice:
    """Keeps what it was given, and answers the next letters as told."""

    answers: list[str] = field(default_factory=list)
    refused_address: str = ""
    tries: list[EmailMessage] = field(default_factory=list)
    accepted: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address == self.refused_address:
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = message_from_bytes(envelope.content, policy=default)
        self.tries.append(message)
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer != "drop before" and answer[0] in "2d":
            self.accepted.append(message)
        if answer.startswith("drop"):
            server.transport.abort()
            return "451 gone"
        return answer


@contextmanager
def open_post_office(**how) -> Iterator[PostOffice]:
    office = PostOffice(port=free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **how)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
