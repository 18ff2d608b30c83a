"""The team picks who gets one, and says why."""

from datetime import timedelta

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action
from forum.launches import gates, policy, queries
from forum.launches.actions import settling
from forum.launches.models import EntryState, Launch, LaunchEntry
from forum.launches.signals import LaunchOffered


@action
def pick(admin: User, launch: Launch, entry: LaunchEntry, reason: str) -> None:
    """Keep one for somebody who wants one, with the reason. Raises Invalid, Refused."""
    require(policy.can_pick(admin, launch))
    words = reason.strip()
    if not words:
        raise Invalid("reason", "needed")
    if len(words) > policy.LONGEST_REASON:
        raise Invalid("reason", "too_long", most=policy.LONGEST_REASON)
    found = settling.settle(launch)
    entry = queries.entry_by_id(launch, entry.id)
    if entry.state != EntryState.WAITING:
        raise Refused(deny("launch_picked_already"))
    if not found.stock.has(entry.window_id, entry.quantity):
        raise Refused(deny("launch_sold_out"))
    now = gates.time_of(launch, clock.now())
    until = now + timedelta(minutes=launch.hold_minutes)
    entry.state, entry.round, entry.reason = EntryState.OFFERED, 1, words
    entry.picked_by_id, entry.offered_at, entry.offer_expires_at = admin.id, now, until
    audit.record(
        admin,
        "launches.pick",
        "launch",
        launch.id,
        after={"user_id": entry.user_id, "reason": words},
    )
    announce(LaunchOffered(launch.id, entry.id, entry.user_id, 1, until))
