"""What follows from the tiers that members hold, and where it is not so."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from forum.accounts.models import User
from forum.channels.models import LENT, ChannelMember
from forum.kernel import clock
from forum.kernel.db import db
from forum.tiers.models import BenefitKind, Tier, TierBenefit, TierMembership
from forum.tiers.queries.holding import AT_ONCE, earned_by, held_by
from forum.tiers.queries.ladder import Marks, benefits, ladder, marks, tiers

# Points that count from a moment on are looked at once an hour.
LATE = timedelta(hours=2)


@dataclass(frozen=True)
class Person:
    """As much of a member as decides about tiers."""

    id: int
    is_suspended: bool
    tier: str
    rank: int
    perks: Mapping[str, int]


@dataclass
class Facts:
    """What the tiers of one member come to."""

    tier: str = ""
    rank: int = 0
    perks: dict[str, int] = field(default_factory=dict)
    # Channel -> the tier that opens it.
    doors: dict[int, str] = field(default_factory=dict)
    # Benefits that the team sees to.
    tasks: set[int] = field(default_factory=set)

    def take(self, tier: Tier, given: Sequence[TierBenefit]) -> None:
        """Add what one more tier gives."""
        if not self.tier or tier.rank > self.rank:
            self.tier, self.rank = tier.slug, tier.rank
        for benefit in given:
            if benefit.kind == BenefitKind.UPLOAD_MB:
                most = max(self.perks.get(benefit.kind, 0), benefit.amount)
                self.perks[str(BenefitKind.UPLOAD_MB.value)] = most
            elif benefit.kind == BenefitKind.CHANNEL and benefit.channel_id is not None:
                self.doors[benefit.channel_id] = tier.slug
            elif benefit.kind == BenefitKind.TASK:
                self.tasks.add(benefit.id)


def facts_of(members: Collection[int] | None) -> Mapping[int, Facts]:
    """What the tiers of these members come to; who holds none is left out.

    An earned tier gives what the earned ones below it give, too.
    """
    known = {tier.id: tier for tier in tiers()}
    given: defaultdict[int, list[TierBenefit]] = defaultdict(list)
    for benefit in benefits():
        given[benefit.tier_id].append(benefit)
    found: defaultdict[int, Facts] = defaultdict(Facts)
    for row in held_by(members):
        for tier in with_those_below(known[row.tier_id], known.values()):
            found[row.user_id].take(tier, given[tier.id])
    return found


def people(members: Collection[int] | None) -> Mapping[int, Person]:
    """Those of the members who are in, with what is noted of them."""
    now = clock.now()
    query = select(User.id, User.suspended_until, User.tier, User.tier_rank, User.perks).where(
        User.approved_at.is_not(None), User.deactivated_at.is_(None)
    )
    some = [None] if members is None else _hundreds(members)
    return {
        row[0]: Person(row[0], row[1] is not None and row[1] > now, row[2], row[3], row[4])
        for ids in some
        for row in db.session.execute(query if ids is None else query.where(User.id.in_(ids)))
    }


def seats_lent(members: Collection[int] | None) -> Sequence[ChannelMember]:
    """The places in channels that a tier opened."""
    query = select(ChannelMember).where(ChannelMember.source.startswith(LENT))
    some = [None] if members is None else _hundreds(members)
    return [
        row
        for ids in some
        for row in db.session.scalars(
            query if ids is None else query.where(ChannelMember.user_id.in_(ids))
        )
    ]


def differences() -> Iterator[str]:
    """Who has enough for a higher tier than the one held, who is warned without a reason, and who
    is shown wrongly.

    Down goes only the monthly review, so that standing higher is no difference.
    """
    everybody, facts = people(None), facts_of(None)
    steps, held = ladder(), earned_by(None)
    both = marks(None, steps), marks(None, steps, clock.now() - LATE)
    for user_id, tier in _left_below(everybody.values(), steps, held, both):
        yield f"member {user_id} has enough for {tier.slug}"
    for user_id, tier in _warned_in_vain(everybody, steps, held, both):
        yield f"member {user_id} is warned, and has enough for {tier.slug}"
    for person in everybody.values():
        want = facts.get(person.id, Facts())
        if (person.tier, person.rank, person.perks) != (want.tier, want.rank, want.perks):
            yield f"member {person.id} is shown as {person.tier or 'nothing'}"


def _left_below(
    people: Iterable[Person],
    steps: Sequence[Tier],
    held: Mapping[int, TierMembership],
    both: Sequence[Marks],
) -> Iterator[tuple[int, Tier]]:
    """Who has had enough for more for a while: now, and already when all were looked at last."""
    height = {tier.id: tier.threshold for tier in tiers()}
    for person in people:
        given = [tier for found in both if (tier := found.given(person.id, steps))]
        row = held.get(person.id)
        holds = height[row.tier_id] if row else 0
        if len(given) == len(both) and not person.is_suspended:
            least = min(given, key=lambda tier: tier.threshold)
            if least.threshold > holds:
                yield person.id, least


def _warned_in_vain(
    people: Collection[int],
    steps: Sequence[Tier],
    held: Mapping[int, TierMembership],
    both: Sequence[Marks],
) -> Iterator[tuple[int, Tier]]:
    """Who is in a grace and has had enough for a while."""
    known = {tier.id: tier for tier in steps}
    for user_id, row in held.items():
        tier = known.get(row.tier_id)
        if tier is None or row.grace_until is None or user_id not in people:
            continue
        if all(tier.asks.is_met_by(found.of(user_id, tier)) for found in both):
            yield user_id, tier


def with_those_below(tier: Tier, known: Iterable[Tier]) -> Sequence[Tier]:
    """The tier and the earned ones below an earned one, as far as they are in use."""
    if not tier.is_earned:
        return [tier] if tier.is_active else []
    below = [one for one in known if one.is_earned and one.threshold <= tier.threshold]
    return [one for one in sorted(below, key=lambda one: one.threshold) if one.is_active]


def _hundreds(members: Collection[int]) -> Iterator[Sequence[int] | None]:
    ids = sorted(members)
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
