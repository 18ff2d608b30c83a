"""Promises about work that is owed."""

from collections.abc import Iterator
from datetime import timedelta

from flask import current_app

from forum.jobs import queries
from forum.jobs.timetable import key_of
from forum.kernel.manifest import Check, Schedule

# A worker that is there looks at its timetable all the time; it may just have begun.
SLACK = timedelta(minutes=1)
# So long work may be due while a worker is there and none of its kind is done.
LONGEST_WAIT = timedelta(minutes=30)


def nobody_works_on_it() -> Iterator[str]:
    """Kinds of waiting work that no plugged-in slice has a handler for."""
    for kind in queries.unfinished_kinds():
        if kind not in current_app.extensions["tasks"]:
            yield f"jobs of the kind {kind} wait, and no slice works on them"


def lost() -> Iterator[str]:
    """Work that a schedule owed while a worker was there, and that has no row.

    What the slices owe has a check in each of them: letters, notices, pictures, the index.
    """
    pulse = queries.last_worker()
    if pulse is None or pulse.started_at > pulse.at - SLACK:
        return
    moment = pulse.at - SLACK
    schedules: list[Schedule] = current_app.extensions["schedules"]
    owed = {(schedule.kind, key_of(schedule, moment)) for schedule in schedules}
    for kind, key in sorted(owed - queries.known(owed)):
        yield f"{kind} was due for {key}, a worker was there, and no job knows of it"


def stuck() -> Iterator[str]:
    """Work that should have been taken long before a worker last said that it lives."""
    for job in queries.stuck(LONGEST_WAIT):
        yield f"job {job.id} ({job.kind}) is due since {job.run_at:%Y-%m-%d %H:%M} and not done"


def in_two_states() -> Iterator[str]:
    """A job is done, given up, held, or waits: never two of these."""
    for job_id in queries.in_two_states():
        yield f"job {job_id} has ended in two ways, or is held although it has ended"


ALL = [
    Check("every job that waits has a slice that works on it", nobody_works_on_it),
    Check("no job is lost", lost),
    Check("no job is stuck", stuck),
    Check("every job is in one state", in_two_states),
]
