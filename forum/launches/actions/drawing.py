"""What a launch that is drawn needs: entering, and lining everybody up once it is decided."""

from sqlalchemy import update

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.launches import gates, policy, queries
from forum.launches.actions import noting, settling
from forum.launches.actions.entering import begin, check, sight_of
from forum.launches.models import EntryState, Launch, LaunchEntry


@action
def enter(member: User, launch: Launch, *, rules_version: int = 0) -> LaunchEntry:
    """Take part in the draw; asked again, it is the same entry. Raises Refused, Invalid."""
    settling.settle(launch)
    entry = queries.entry_of(member.id, launch)
    if entry is not None and entry.state == EntryState.ENTERED:
        return entry
    sight, now = sight_of(member, launch, entry), clock.now()
    require(policy.can_take_part(member, launch, now, sight=sight))
    check(launch, 1, rules_version)
    entry = begin(member, launch, policy.doors(member, sight, now)[0], entry)
    entry.state, entry.quantity, entry.rules_version = EntryState.ENTERED, 1, rules_version
    db.session.flush()
    noting.took_part(entry)
    return entry


@action
def line_up(launch: Launch) -> int:
    """Let everybody who entered stand in the line, and offer one to the first of them by rank, as
    many as there are: a step of the draw, which has decided. Returns how many got an offer."""
    entered = LaunchEntry.launch_id == launch.id, LaunchEntry.state == EntryState.ENTERED
    drawn = *entered, LaunchEntry.rank.is_not(None)
    db.session.execute(update(LaunchEntry).where(*drawn).values(state=EntryState.WAITING))
    free, at, won = launch.stock_total or 0, gates.time_of(launch, clock.now()), -1
    # The line moves by so many at a time; it is asked until nobody else gets anything.
    while free > 0 and won != (won := queries.counts(launch)[EntryState.OFFERED]):
        settling.serve(launch, free - won, at)
        db.session.flush()
    return max(won, 0)
