"""What the worker does for notices."""

from collections.abc import Callable
from typing import Any

from forum.kernel.db import db
from forum.kernel.manifest import Schedule
from forum.notices import actions, queries

# So many letters are thought of before the worker looks again which are due.
SOME = 100


def spread(payload: dict[str, Any]) -> None:
    """Tell a crowd of followers of a post, some in each transaction."""
    beyond: int | None = 0
    while beyond is not None:
        beyond = actions.spread(payload["post"], beyond=beyond)


def write_letters(_payload: dict[str, Any]) -> None:
    """Write the letters whose time has come."""
    while batches := queries.due_batches(SOME):
        for batch in batches:
            actions.mail_batch(batch)
            db.session.expunge_all()


def sweep(payload: dict[str, int]) -> None:
    """Mark as read what people may not see any more."""
    actions.close_unseen(**payload)


def purge(_payload: dict[str, Any]) -> None:
    """Forget what was read long ago."""
    actions.purge()


ALL: dict[str, Callable[[dict[str, Any]], object]] = {
    queries.SPREAD: spread,
    queries.LETTERS: write_letters,
    queries.SWEEP: sweep,
    queries.PURGE: purge,
}
SCHEDULES = [Schedule(queries.PURGE, 24 * 3600)]
