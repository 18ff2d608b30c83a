"""Who had which part in a launch, and who asked to be told: few columns of many rows."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, func, or_, select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.launches.models import EntryState, LaunchEntry, LaunchReminder
from forum.tiers.models import Tier, TierMembership


class Part(NamedTuple):
    """A member's part in a launch."""

    entry_id: int
    user_id: int
    state: EntryState
    entered_at: datetime
    quantity: int
    round: int
    offered_at: datetime | None
    claimed_at: datetime | None
    # Since when the account is there; and the highest tier that the member held when they entered.
    joined_at: datetime
    tier_rank: int | None

    @property
    def has_one(self) -> bool:
        """Whether they have one now."""
        return self.state == EntryState.CLAIMED

    @property
    def was_offered(self) -> bool:
        """Whether one was theirs to take at some time."""
        return bool(self.has_one or self.claimed_at or self.offered_at or self.round)

    @property
    def stood_in_line(self) -> bool:
        """Whether they waited for one to become free."""
        return self.round > 0 or self.state in {EntryState.WAITING, EntryState.LEFT}


def parts_of(launch_ids: Collection[int]) -> Mapping[int, list[Part]]:
    """Everybody's part in these launches; one query."""
    query = (
        select(
            LaunchEntry.launch_id,
            LaunchEntry.id,
            LaunchEntry.user_id,
            LaunchEntry.state,
            LaunchEntry.entered_at,
            LaunchEntry.quantity,
            LaunchEntry.round,
            LaunchEntry.offered_at,
            LaunchEntry.claimed_at,
            User.created_at,
            _rank_then(),
        )
        .join(User, User.id == LaunchEntry.user_id)
        .where(LaunchEntry.launch_id.in_(launch_ids))
    )
    found: dict[int, list[Part]] = {one: [] for one in launch_ids}
    for row in db.session.execute(query):
        found[row[0]].append(Part(*row[1:]))
    return found


def _rank_then() -> ScalarSelect[int | None]:
    """How high the highest tier was that a member held when they entered."""
    return (
        select(func.max(Tier.rank))
        .join(TierMembership, TierMembership.tier_id == Tier.id)
        .where(
            TierMembership.user_id == LaunchEntry.user_id,
            TierMembership.since <= LaunchEntry.entered_at,
            or_(
                TierMembership.ended_at.is_(None), TierMembership.ended_at > LaunchEntry.entered_at
            ),
        )
        .correlate(LaunchEntry)
        .scalar_subquery()
    )


def told_of(launch_ids: Collection[int]) -> Mapping[int, set[int]]:
    """Who asked to be told, by launch; one query."""
    query = select(LaunchReminder.launch_id, LaunchReminder.user_id).where(
        LaunchReminder.launch_id.in_(launch_ids)
    )
    found: dict[int, set[int]] = {one: set() for one in launch_ids}
    for launch_id, user_id in db.session.execute(query):
        found[launch_id].add(user_id)
    return found


def holders_of(launch_ids: Collection[int]) -> Mapping[int, set[int]]:
    """Who has one of these launches; one query."""
    query = select(LaunchEntry.launch_id, LaunchEntry.user_id).where(
        LaunchEntry.launch_id.in_(launch_ids), LaunchEntry.state == EntryState.CLAIMED
    )
    found: dict[int, set[int]] = {one: set() for one in launch_ids}
    for launch_id, user_id in db.session.execute(query):
        found[launch_id].add(user_id)
    return found
