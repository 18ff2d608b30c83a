"""What notices promise to `forum verify`."""

from collections.abc import Iterator
from datetime import timedelta

from forum.jobs import queries as jobs
from forum.kernel import clock
from forum.kernel.manifest import Check
from forum.notices import queries

# So far back it is proven that everybody was told.
DAYS = timedelta(days=7)
# So long a letter may be late, while a worker is there, before somebody should know.
LATE = timedelta(minutes=15)


def untold() -> Iterator[str]:
    """People who were mentioned, quoted or answered lately, and whom nobody told."""
    for owed in queries.untold(clock.now() - DAYS):
        yield f"member {owed.user_id} was not told of post {owed.post_id} ({owed.kind})"


def wrong_counts() -> Iterator[str]:
    """Every count of unread notices equals a recount."""
    for user_id, kept, counted in queries.wrong_counts():
        yield f"member {user_id} has {counted} unread notices, but {kept} are counted"


def wrong_lines() -> Iterator[str]:
    """Every line about reactions counts the people that it gathers."""
    for notice_id, kept, counted in queries.wrong_lines():
        yield f"notice {notice_id} gathers {counted} people, but counts {kept}"


def overdue_letters() -> Iterator[str]:
    """Every letter that is owed was thought of in time, for as long as a worker was there.

    In a backup that was brought back, or after a pause of the forum, nobody has been late yet.
    """
    pulse = jobs.last_worker()
    if pulse is None or pulse.started_at > pulse.at - LATE:
        return
    for notice in queries.overdue(pulse.at - LATE):
        yield f"notice {notice.id} waits for its letter since {notice.mail_due_at:%Y-%m-%d %H:%M}"


ALL = [
    Check("everybody was told what concerns them", untold),
    Check("counts of unread notices equal a recount", wrong_counts),
    Check("lines about reactions count their people", wrong_lines),
    Check("no letter about a notice is overdue", overdue_letters),
]
