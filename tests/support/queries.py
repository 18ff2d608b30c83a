"""Counting what reaches the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from forum.kernel import recent
from forum.kernel.db import db

# Drivers differ in whether these are statements at all.
FRAMES = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """The questions and changes sent inside the block; where transactions begin and end is not.

    What all pages share is read anew, whether or not anything was written before.
    """
    recent.forget()
    with count_queries_again() as seen:
        yield seen


@contextmanager
def count_queries_again() -> Iterator[list[str]]:
    """The same when what all pages share was read a moment ago."""
    seen: list[str] = []

    def record(conn, cursor, statement, *rest) -> None:
        if not statement.startswith(FRAMES):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", record)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", record)
