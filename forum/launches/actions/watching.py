"""Cases for those who arrange launches: missing codes, and entries that look alike."""

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.unit import action
from forum.launches import queries
from forum.launches.models import Launch, LaunchEntry
from forum.moderation import actions as moderation

LAUNCH_CASE = "launch"
ENTRY_CASE = "launch_entry"
CODES = "codes"
ALIKE = "alike"


def ask_for_codes(launch: Launch, entry: LaunchEntry) -> None:
    """Let the team know that somebody waits for a code: a step of other actions."""
    member = accounts.members_by_ids([entry.user_id])[entry.user_id]
    moderation.hold(LAUNCH_CASE, launch.id, about=member, reason=CODES)


def ask_no_more(launch: Launch) -> None:
    """End that case when nobody waits any more: a step of other actions."""
    found = queries.codes_in(launch)
    if found is None or not found.due:
        moderation.withdraw(LAUNCH_CASE, launch.id)


@action
def find_alike() -> int:
    """Open a case for entries that look like those of one person, once for each; how many."""
    found = queries.alike_in(queries.lately_open(clock.now()))
    # Of those that are alike, the one that came last is asked about.
    latest = {one for one, others in found.items() if one > min(others)}
    asked = queries.asked_about(ENTRY_CASE, latest)
    entries = queries.alike_by_ids(latest - asked)
    for one in entries.values():
        moderation.hold(ENTRY_CASE, one.id, about=one.entry.user, reason=ALIKE)
    return len(entries)
