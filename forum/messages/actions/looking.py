"""Noting who of the team was shown a private message, and when."""

from datetime import timedelta

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.audit import queries as audited
from forum.kernel import clock
from forum.kernel.unit import action
from forum.messages.models import MessageReport
from forum.messages.queries import REPORT

READ = "messages.read_report"
# Whoever reads a report again within so long is noted once.
ONCE_IN = timedelta(hours=1)


@action
def note_look(moderator: User, report: MessageReport) -> None:
    """Write down that somebody was shown what is reported; within an hour once."""
    since = clock.now() - ONCE_IN
    wanted = audited.Wanted(READ, moderator.id, REPORT, report.id, since=since)
    if not audited.is_noted(wanted):
        audit.record(moderator, READ, REPORT, report.id)
