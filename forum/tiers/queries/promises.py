"""What was promised, and what of it is there: by the facts of the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.channels.models import ChannelMember
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.tiers.models import BenefitKind, Tier, TierBenefit, TierTask
from forum.tiers.queries.facts import Person, people, with_those_below
from forum.tiers.queries.holding import held_by
from forum.tiers.queries.ladder import benefits, flairs, tiers

MOST_TASKS = 50


@dataclass(frozen=True)
class Promise:
    """One thing that a tier gives: to how many it is promised, and how many have it."""

    tier: Tier
    benefit: TierBenefit
    promised: int
    delivered: int

    @property
    def is_kept(self) -> bool:
        """Whether everybody has it."""
        return self.delivered >= self.promised


def promises() -> Sequence[Promise]:
    """Every promise in force, by tier. The number of queries does not grow with the members."""
    everybody, holders = people(None), entitled()
    flair, known = flairs(), {tier.id: tier for tier in tiers()}
    found = []
    for benefit in benefits():
        tier = known[benefit.tier_id]
        owed = holders.get(tier.id, set()) & everybody.keys()
        if tier.is_active:
            have = _have(benefit, owed, everybody, flair)
            found.append(Promise(tier, benefit, len(owed), len(have)))
    return sorted(found, key=lambda one: (-one.tier.rank, one.benefit.id))


def entitled(members: Collection[int] | None = None) -> Mapping[int, set[int]]:
    """Who has what a tier gives: those who hold it, or an earned one above it. By tier."""
    known = {tier.id: tier for tier in tiers()}
    found: dict[int, set[int]] = {tier_id: set() for tier_id in known}
    for row in held_by(members):
        for tier in with_those_below(known[row.tier_id], known.values()):
            found[tier.id].add(row.user_id)
    return found


def tiers_of(member: User) -> frozenset[int]:
    """The tiers whose gifts a member has. Two queries."""
    return frozenset(one for one, holders in entitled([member.id]).items() if holders)


def tasks_open() -> Sequence[TierTask]:
    """What the team owes to members, the oldest first; as many as one sees to at once."""
    query = select(TierTask).where(TierTask.done_at.is_(None))
    query = query.order_by(TierTask.created_at, TierTask.id).limit(MOST_TASKS)
    return db.session.scalars(
        query.options(joinedload(TierTask.user), joinedload(TierTask.benefit))
    ).all()


def tasks_waiting() -> int:
    """How many things the team owes."""
    count = select(func.count()).select_from(TierTask).where(TierTask.done_at.is_(None))
    return db.session.scalar(count) or 0


def task_by_id(task_id: int) -> TierTask:
    """One thing that the team owes a member. Raises NotFound."""
    query = select(TierTask).where(TierTask.id == task_id).options(joinedload(TierTask.benefit))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def _have(
    benefit: TierBenefit,
    owed: Collection[int],
    everybody: Mapping[int, Person],
    flair: Mapping[str, Tier],
) -> set[int]:
    if benefit.kind == BenefitKind.CHANNEL:
        seats = select(ChannelMember.user_id).where(ChannelMember.channel_id == benefit.channel_id)
        return set(db.session.scalars(seats)) & set(owed)
    if benefit.kind == BenefitKind.TASK:
        done = select(TierTask.user_id).where(
            TierTask.benefit_id == benefit.id, TierTask.done_at.is_not(None)
        )
        return set(db.session.scalars(done)) & set(owed)
    if benefit.kind == BenefitKind.UPLOAD_MB:
        return {one for one in owed if everybody[one].perks.get(benefit.kind, 0) >= benefit.amount}
    return {one for one in owed if everybody[one].tier in flair}
