"""Promises about letters."""

from collections.abc import Iterator

from forum.kernel.manifest import Check
from forum.mail import queries


def forgotten_letters() -> Iterator[str]:
    """Letters that nobody will ever send, and that are not marked as failed."""
    for letter_id in queries.forgotten():
        yield f"letter {letter_id} was neither sent nor refused, and no job will send it"


ALL = [Check("every letter is sent, refused, or owed by a job", forgotten_letters)]
