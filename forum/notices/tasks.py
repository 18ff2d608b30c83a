"""What the worker does for notices."""

import logging
from collections.abc import Callable
from typing import Any

from forum.jobs.actions import owe
from forum.kernel.db import db, is_passing
from forum.kernel.manifest import Schedule
from forum.notices import actions, queries
from forum.notices.queries import Batch, Due

log = logging.getLogger(__name__)
# So many letters are thought of before the worker looks again which are due.
SOME = 100


def spread(payload: dict[str, Any]) -> None:
    """Tell a crowd of followers of a post, some in each transaction."""
    beyond: int | None = 0
    while beyond is not None:
        beyond = actions.spread(payload["post"], beyond=beyond)


def tell_of_goal(payload: dict[str, Any]) -> None:
    """Tell everybody that a goal is reached, some in each transaction."""
    beyond: int | None = 0
    while beyond is not None:
        beyond = actions.tell_of_goal(payload["goal"], beyond=beyond)


def write_letters(_payload: dict[str, Any]) -> None:
    """Write the letters whose time has come."""
    while batches := queries.due_batches(SOME):
        for batch in batches:
            _write(batch)
            db.session.expunge_all()


def _write(batch: Batch) -> None:
    """One that cannot be written is set aside, so that it keeps no other back."""
    try:
        actions.mail_batch(batch)
    except Exception as error:
        if is_passing(error):
            raise
        log.exception("the letter about notice %s could not be written", batch.notice_id)
        actions.set_aside(batch)


def write_letter(payload: dict[str, Any]) -> None:
    """Write a letter that was set aside."""
    actions.mail_batch(Batch(**payload))


def write_digests(_payload: dict[str, Any]) -> None:
    """Write summaries whose hour has come: some, and the rest in a job that follows."""
    due = queries.due_digests(SOME)
    for one in due:
        _write_digest(one)
        db.session.expunge_all()
    if len(due) == SOME:
        owe(queries.DIGESTS)


def _write_digest(due: Due) -> None:
    """One that cannot be written is left out, so that it keeps no other back."""
    try:
        actions.write_digest(due)
    except Exception as error:
        if is_passing(error):
            raise
        log.exception("the summary of member %s could not be written", due.user_id)
        actions.pass_over(due)


def sweep(payload: dict[str, int]) -> None:
    """Mark as read what people may not see any more."""
    actions.close_unseen(**payload)


def purge(_payload: dict[str, Any]) -> None:
    """Forget what was read long ago."""
    actions.purge()
    actions.purge_digests()


ALL: dict[str, Callable[[dict[str, Any]], object]] = {
    queries.SPREAD: spread,
    queries.LETTERS: write_letters,
    queries.LETTER: write_letter,
    queries.SWEEP: sweep,
    queries.GOAL: tell_of_goal,
    queries.PURGE: purge,
    queries.DIGESTS: write_digests,
}
SCHEDULES = [Schedule(queries.PURGE, 24 * 3600), Schedule(queries.DIGESTS, 600)]
